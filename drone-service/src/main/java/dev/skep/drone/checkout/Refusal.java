package dev.skep.drone.checkout;

/** Why a checkout cannot be had, as a sentence for the project's people. Ends as {@link Checkout.Failed}. */
public final class Refusal extends Exception {

    /** A refusal with this sentence: what is wrong, and what to do. It shows no secret. */
    public Refusal(String reason) {
        super(reason);
    }

    /** A refusal with this sentence, and what led to it. */
    public Refusal(String reason, Throwable cause) {
        super(reason, cause);
    }

    /** The sentence. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
