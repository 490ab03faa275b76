package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one at a time change a file or directory, among all drones of this machine that share it. */
public final class SharedLock implements AutoCloseable {

    /** A file lock belongs to the whole Java process, so its own drones need another beside it. */
    private static final Map<Path, ReentrantLock> OF_PROCESS = new ConcurrentHashMap<>();

    private final ReentrantLock ofProcess;
    private final FileChannel ofMachine;

    private SharedLock(ReentrantLock ofProcess, FileChannel ofMachine) {
        this.ofProcess = ofProcess;
        this.ofMachine = ofMachine;
    }

    /** Waits for the lock of this file or directory, and takes it. */
    public static SharedLock of(Path path) throws IOException {
        var file = path.resolveSibling(path.getFileName() + ".lock").toAbsolutePath();
        var ofProcess = OF_PROCESS.computeIfAbsent(file, any -> new ReentrantLock());
        ofProcess.lock();
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return new SharedLock(ofProcess, channel);
        } catch (IOException | RuntimeException e) {
            ofProcess.unlock();
            throw e;
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
