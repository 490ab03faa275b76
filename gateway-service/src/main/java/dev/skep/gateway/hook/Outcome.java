package dev.skep.gateway.hook;

import dev.skep.gateway.job.NewJob;

/** What a delivery comes to. */
sealed interface Outcome {

    /** It starts a job. */
    record Started(NewJob job) implements Outcome {}

    /** It starts none, and why. */
    record Ignored(String why) implements Outcome {}
}
