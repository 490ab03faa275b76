package dev.skep.drone.process;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/** A way to run commands. What holds for all of them is {@code ExecutorContract}, among the tests. */
public interface Executor {

    /** Its name, as jobs ask for it: {@code process}, {@code docker}. */
    String name();

    /** Why it cannot be used on this machine now, and what to do about it, for operators; null when it can. */
    @Nullable
    String unusable();

    /**
     * Makes a place for one execution's commands.
     *
     * @param until gives up what takes long, such as bringing an image, when it passes
     * @param stop the job is to stop when it completes. If the place is still being made, that is given up; if it is open,
     *            all processes in it are ended at that moment, without anybody calling {@link JobEnvironment#endAll}
     * @throws Unfit when the job asks for what cannot be had, such as an image that is not there, or not in time
     * @throws IOException when the machine fails
     */
    JobEnvironment open(Place place, Deadline until, CompletableFuture<?> stop)
            throws Unfit, IOException, InterruptedException;

    /** What the job asks for cannot be had: the message says why and what to do, for the project's people. */
    final class Unfit extends Exception {
        public Unfit(String reason) {
            super(reason);
        }

        /** The sentence. */
        public String reason() {
            return String.valueOf(getMessage());
        }
    }
}
