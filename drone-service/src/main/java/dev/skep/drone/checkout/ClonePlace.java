package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
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
     * Does something that reads the clone. When it fails as only a corrupt clone makes it fail, the clone is thrown away,
     * and it is done once more.
     *
     * @param made what the step makes; it is deleted before the second time
     */
    public <T> T use(Path made, Step<T> step) throws Refusal, IOException {
        try {
            return step.run();
        } catch (FileSystemException full) {
            throw full;
        } catch (IOException | RuntimeException corrupt) {
            log.warn("the cached clone of {} is thrown away, because it seems corrupt", url.shown(), corrupt);
            discard();
            Directories.delete(made);
            return step.run();
        }
    }

    private void discard() throws Refusal, IOException {
        locked(() -> false, () -> {
            Directories.delete(directory);
            return directory;
        });
    }
}
