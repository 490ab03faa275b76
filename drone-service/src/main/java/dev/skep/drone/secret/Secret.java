package dev.skep.drone.secret;

/**
 * A secret in the open. Shows itself to nobody by accident: not in logs, not in exceptions.
 *
 * @param value the secret itself
 */
public record Secret(String value) {

    @Override
    public String toString() {
        return "***";
    }
}
