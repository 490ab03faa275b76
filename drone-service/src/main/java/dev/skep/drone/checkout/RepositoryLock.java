package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one job at a time change a cached clone, among all drones of this machine that share the directory. */
final class RepositoryLock implements AutoCloseable {

    /** A file lock belongs to the whole Java process, so its own drones need another beside it. */
    private static final Map<Path, ReentrantLock> OF_PROCESS = new ConcurrentHashMap<>();

    private final ReentrantLock ofProcess;
    private final FileChannel ofMachine;

    private RepositoryLock(ReentrantLock ofProcess, FileChannel ofMachine) {
        this.ofProcess = ofProcess;
        this.ofMachine = ofMachine;
    }

    static RepositoryLock of(Path clone) throws IOException {
        var file = clone.resolveSibling(clone.getFileName() + ".lock").toAbsolutePath();
        var ofProcess = OF_PROCESS.computeIfAbsent(file, any -> new ReentrantLock());
        ofProcess.lock();
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return new RepositoryLock(ofProcess, channel);
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
