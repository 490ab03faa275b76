package dev.skep.drone.checkout;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** What came of a checkout. */
public sealed interface Checkout {

    /**
     * The files are there.
     *
     * @param commit the commit, as full hex
     * @param branch the branch that is checked out; null when it is a commit alone
     * @param directory where the files are
     * @param shared directories elsewhere that the checkout reads from, such as a cached clone's objects
     */
    record CheckedOut(String commit, @Nullable String branch, Path directory, List<Path> shared) implements Checkout {

        public CheckedOut {
            shared = List.copyOf(shared);
        }
    }

    /**
     * The files cannot be had as asked.
     *
     * @param reason what is wrong and what to do, for the project's people
     */
    record Failed(String reason) implements Checkout {}
}
