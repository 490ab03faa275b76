package dev.skep.drone.process;

import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command whose shell is a child of this process. */
final class ProcessCommand implements RunningCommand {

    /** The JDK may take a while to notice that a process has ended. */
    private static final Duration LAST_MOMENT = Duration.ofSeconds(5);

    private final Process process;
    private final Pumps pumps;
    private final Runnable end;
    private final Runnable endAll;
    private final CompletableFuture<Process> exited;

    ProcessCommand(Process process, Pumps pumps, Runnable end, Runnable endAll) {
        this.process = process;
        this.pumps = pumps;
        this.end = end;
        this.endAll = endAll;
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
        end.run();
    }

    @Override
    public void endAll() {
        endAll.run();
    }

    @Override
    public void letGo() {
        pumps.letGo();
    }

    @Override
    public int exitCode() throws InterruptedException {
        var ended = process.waitFor(LAST_MOMENT.toNanos(), TimeUnit.NANOSECONDS);
        return ended ? process.exitValue() : KILLED;
    }
}
