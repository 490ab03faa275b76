package dev.skep.drone.process;

import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** A command whose shell is a child of this process. */
final class ProcessCommand implements RunningCommand {

    private final Process process;
    private final ProcessTree tree;
    private final Pumps pumps;
    private final Duration grace;
    private final CompletableFuture<Process> exited;

    ProcessCommand(Process process, ProcessTree tree, Duration grace, OutputSink sink, Executor threads) {
        this.process = process;
        this.tree = tree;
        this.grace = grace;
        this.pumps = new Pumps(process, sink, threads);
        this.exited = process.onExit();
    }

    @Override
    public OutputStream input() {
        return process.getOutputStream();
    }

    @Override
    public CompletableFuture<?> exited() {
        return exited;
    }

    @Override
    public CompletableFuture<?> drained() {
        return pumps.done();
    }

    @Override
    public long lastOutput() {
        return pumps.lastOutput();
    }

    @Override
    public long bytes() {
        return pumps.bytes();
    }

    @Override
    public boolean isDelivering() {
        return pumps.isDelivering();
    }

    @Override
    public void end() {
        tree.end(grace);
    }

    @Override
    public void letGo() {
        pumps.letGo();
    }

    @Override
    public int exitCode() throws InterruptedException {
        return process.waitFor();
    }
}
