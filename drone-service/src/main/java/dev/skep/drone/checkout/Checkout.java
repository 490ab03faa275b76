package dev.skep.drone.checkout;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** What came of a checkout. */
public sealed interface Checkout {

    /**
     * The files are there.
     *
     * @param commit the commit, as full hex
     * @param branch the branch that is checked out; null when it is a commit alone
     * @param directory where the files are
     */
    record CheckedOut(String commit, @Nullable String branch, Path directory) implements Checkout {}

    /**
     * The files cannot be had as asked.
     *
     * @param reason what is wrong and what to do, for the project's people
     */
    record Failed(String reason) implements Checkout {}
}
