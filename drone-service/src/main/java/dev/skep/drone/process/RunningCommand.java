package dev.skep.drone.process;

import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;

/** A command that an executor has started, as {@link Supervision} sees it. */
public interface RunningCommand {

    /** As if SIGKILL had ended it. */
    int KILLED = 128 + 9;

    /** Its standard input; closing it is the input's end. */
    OutputStream input();

    /** Done when the command's shell has ended. */
    CompletableFuture<?> exited();

    /**
     * Done when all its output is with the sink, which may be later: what the shell has left behind may write on. Fails
     * when the sink does.
     */
    CompletableFuture<?> drained();

    /** When it wrote last, by {@link System#nanoTime}; what waits to be taken counts as written now. */
    long lastOutput();

    /** How many bytes the sink has got. */
    long bytes();

    /** Whether something read still waits to be taken, because whoever takes it is slow. */
    boolean isDelivering();

    /** Asks all its processes to end, and after the grace makes them. */
    void end();

    /** The whole job is to stop: does so with all processes of its place, at the same time. */
    void endAll();

    /** Takes no more output, though some process that cannot be found or ended may still write. */
    void letGo();

    /**
     * What the shell returned, once it has ended or was told to. If it lives all the same, it counts as killed: nobody waits
     * for it.
     */
    int exitCode() throws InterruptedException;
}
