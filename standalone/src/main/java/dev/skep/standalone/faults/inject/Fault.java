package dev.skep.standalone.faults.inject;

import java.io.IOException;
import java.util.Optional;

/** Something that goes wrong, and comes right again. */
public interface Fault {

    /** What it is called in reports: the same for all that are to be summed up together. */
    String kind();

    /** What it befalls: {@code drone-2}. */
    String target();

    /** What this machine lacks for it, and what to do about that; empty when it can be done. */
    default Optional<String> missing() {
        return Optional.empty();
    }

    /** Makes it happen, and returns when it has. */
    void inject(Scene scene) throws IOException, InterruptedException;

    /** Makes it right again, as far as an operator would; what Skep must do by itself is left to it. */
    void heal(Scene scene) throws IOException, InterruptedException;
}
