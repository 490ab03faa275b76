package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where one cached clone is, or will be, and what one project may do with it. */
public final class ClonePlace {

    private static final Logger log = LoggerFactory.getLogger(ClonePlace.class);

    private final Path directory;
    private final RemoteUrl url;
    private final Credentials credentials;
    private final Proofs proofs;

    ClonePlace(Path directory, RemoteUrl url, Credentials credentials, Proofs proofs) {
        this.directory = directory;
        this.url = url;
        this.credentials = credentials;
        this.proofs = proofs;
    }

    /** Something done with a clone. */
    @FunctionalInterface
    public interface Step<T> {

        /**
         * Does it.
         *
         * @throws Refusal when it cannot be done as asked
         * @throws IOException when the clone, or this machine, is broken
         */
        T run() throws Refusal, IOException;
    }

    /** Where the clone is; there is nothing before the first fetch. */
    public Path directory() {
        return directory;
    }

    /** Whether what the clone has may be read without asking the remote first. */
    public boolean isProven() {
        return proofs.hold(directory.toString(), credentials);
    }

    /** The remote has just opened to the project's credentials. */
    public void prove() {
        proofs.add(directory.toString(), credentials);
    }

    /**
     * Does something while nobody else changes the clone.
     *
     * @param cancelled asked now and then while somebody else does
     */
    public <T> T locked(BooleanSupplier cancelled, Step<T> step) throws Refusal, IOException {
        var lock = SharedLock.of(directory, cancelled);
        try {
            return step.run();
        } finally {
            lock.close();
        }
    }

    /**
     * Does something that reads the clone. When the clone turns out to be damaged, it is thrown away, and the thing is done
     * once more; also when another job threw it away meanwhile. Nothing else that fails is done twice.
     *
     * @param made what the step makes; it is deleted before the second time
     * @param cancelled asked now and then while somebody else changes the clone
     * @throws DamagedClone when the second clone is no better
     */
    public <T> T use(Path made, BooleanSupplier cancelled, Step<T> step) throws Refusal, IOException {
        var discarded = timesDiscarded();
        try {
            return step.run();
        } catch (DamagedClone e) {
            discard(discarded, e, cancelled);
        } catch (IOException e) {
            if (timesDiscarded() == discarded) {
                throw e;
            }
        }
        Directories.delete(made);
        return step.run();
    }

    /**
     * Leaves alone what another job, which met the same damage, has cloned since.
     *
     * @param discarded how many clones had been thrown away before this one
     */
    private void discard(long discarded, DamagedClone damage, BooleanSupplier cancelled) throws Refusal, IOException {
        locked(cancelled, () -> {
            if (timesDiscarded() == discarded) {
                log.warn("the cached clone of {} is thrown away", url.shown(), damage);
                Files.write(discards(), new byte[1], StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                Directories.delete(directory);
            }
            return directory;
        });
    }

    /** Has a byte for each clone thrown away. File systems give a directory's own number to the next one too. */
    private Path discards() {
        return directory.resolveSibling(directory.getFileName() + ".discards");
    }

    private long timesDiscarded() throws IOException {
        return Files.exists(discards()) ? Files.size(discards()) : 0;
    }
}
