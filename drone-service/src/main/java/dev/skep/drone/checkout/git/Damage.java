package dev.skep.drone.checkout.git;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.skep.drone.checkout.ClonePlace;
import dev.skep.drone.checkout.DamagedClone;
import dev.skep.drone.checkout.Refusal;
import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.InvalidObjectIdException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;

/**
 * Tells a damaged clone from all else that goes wrong. Throwing a clone away takes objects from the jobs that run, so only
 * what can hardly have another cause counts.
 */
final class Damage {

    /** What JGit throws over objects, refs and settings that are lost or in pieces, in the clone that it works on. */
    private static final List<Class<? extends Exception>> SIGNS = List.of(MissingObjectException.class,
            CorruptObjectException.class, InvalidObjectIdException.class, ConfigInvalidException.class,
            RepositoryNotFoundException.class);

    private Damage() {}

    /** Runs a step, and calls damage by its name. */
    static <T> T named(ClonePlace.Step<T> step) throws Refusal, IOException {
        try {
            return step.run();
        } catch (DamagedClone e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (isIn(e)) {
                throw new DamagedClone(e);
            }
            throw e;
        }
    }

    /** Whether a failure comes of damage; what the remote says wrongly does not. */
    static boolean isIn(Exception failure) {
        return causes(failure).takeWhile(cause -> !(cause instanceof PackProtocolException))
                .anyMatch(cause -> SIGNS.stream().anyMatch(sign -> sign.isInstance(cause)));
    }

    /** Whether a file could not be opened or read, whatever is in it. */
    static boolean isOfMachine(Exception failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof FileSystemException || cause instanceof FileNotFoundException);
    }

    private static Stream<Throwable> causes(Exception failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
