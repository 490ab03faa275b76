package dev.skep.drone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A drone's word that it works in its home: a second one of the same name would end the first one's commands and delete its
 * files, as left by an earlier start. It ends with the process that gave it, however that ends.
 */
record Claim(Path file, FileChannel channel) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Claim.class);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /** A file lock belongs to the whole Java process, and is lost when anybody in it closes the file. */
    private static final Set<Path> OF_PROCESS = ConcurrentHashMap.newKeySet();

    /**
     * Makes it, and with it the home.
     *
     * @param patience how long an earlier start may take to be gone altogether
     * @throws IllegalStateException when another drone of this name is at work there
     */
    static Claim of(String drone, Path home, Duration patience) throws IOException {
        var file = Files.createDirectories(home.toAbsolutePath().resolve("work")).resolve(drone + ".lock");
        var until = System.nanoTime() + patience.toNanos();
        for (var claim = attempt(file);; claim = attempt(file)) {
            if (claim != null) {
                return claim;
            }
            if (System.nanoTime() - until > 0) {
                throw new IllegalStateException("a drone " + drone + " is at work in " + home
                        + " already: stop it, or give this one another id or another home");
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private static @Nullable Claim attempt(Path file) throws IOException {
        if (!OF_PROCESS.add(file)) {
            return null;
        }
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() != null) {
                return new Claim(file, channel);
            }
            channel.close();
        } catch (IOException e) {
            OF_PROCESS.remove(file);
            throw e;
        }
        OF_PROCESS.remove(file);
        return null;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            log.warn("{} could not be closed", file, e);
        } finally {
            OF_PROCESS.remove(file);
        }
    }
}
