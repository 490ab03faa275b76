package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Lets one at a time change a file or directory, among all drones of this machine that share it. */
public final class SharedLock implements AutoCloseable {

    private static final int POLL_MILLIS = 50;

    /** A file lock belongs to the whole Java process, so its own drones need another beside it. */
    private static final Map<Path, ReentrantLock> OF_PROCESS = new ConcurrentHashMap<>();

    private final ReentrantLock ofProcess;
    private final FileChannel ofMachine;

    private SharedLock(ReentrantLock ofProcess, FileChannel ofMachine) {
        this.ofProcess = ofProcess;
        this.ofMachine = ofMachine;
    }

    /**
     * Waits for the lock of this file or directory, and takes it.
     *
     * @param cancelled asked now and then, to wait no longer
     * @throws Refusal when it was cancelled
     */
    public static SharedLock of(Path path, BooleanSupplier cancelled) throws Refusal, IOException {
        var file = path.resolveSibling(path.getFileName() + ".lock").toAbsolutePath();
        var ofProcess = OF_PROCESS.computeIfAbsent(file, any -> new ReentrantLock());
        await(ofProcess, cancelled);
        try {
            return new SharedLock(ofProcess, locked(file, cancelled));
        } catch (Refusal | IOException | RuntimeException e) {
            ofProcess.unlock();
            throw e;
        }
    }

    private static void await(ReentrantLock lock, BooleanSupplier cancelled) throws Refusal, IOException {
        try {
            while (!lock.tryLock(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                requireGoingOn(cancelled);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        }
    }

    private static FileChannel locked(Path file, BooleanSupplier cancelled) throws Refusal, IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            while (channel.tryLock() == null) {
                requireGoingOn(cancelled);
                if (Thread.currentThread().isInterrupted()) { // or it would wait no more, and ask on and on
                    throw interrupted();
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
            }
            return channel;
        } catch (Refusal | IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static IOException interrupted() {
        return new IOException("interrupted while another job had the repository");
    }

    private static void requireGoingOn(BooleanSupplier cancelled) throws Refusal {
        if (cancelled.getAsBoolean()) {
            throw new Refusal(Refusals.cancelled());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            ofMachine.close();
        } finally {
            ofProcess.unlock();
        }
    }
}
