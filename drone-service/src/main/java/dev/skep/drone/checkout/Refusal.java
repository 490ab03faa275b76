package dev.skep.drone.checkout;

/** Why a checkout cannot be had, as a sentence for the project's people. Never leaves this package. */
final class Refusal extends Exception {

    Refusal(String reason) {
        super(reason);
    }

    Refusal(String reason, Throwable cause) {
        super(reason, cause);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
