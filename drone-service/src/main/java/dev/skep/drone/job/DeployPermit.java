package dev.skep.drone.job;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

import dev.skep.drone.process.Deadline;
import dev.skep.message.Execution;
import dev.skep.message.JobQueryPermit;
import org.jspecify.annotations.Nullable;

/**
 * Gets the permit to deploy: of all executions of a job, at most one has it. Asks until there is an answer; who may not
 * deploy is told to end.
 */
final class DeployPermit {

    private static final int ASK_AGAIN_SECONDS = 1;
    private static final int PATIENCE_SECONDS = 10;
    private static final String STILL_WAITING = "waiting for the permit to deploy: no gateway answers yet, or its store is away";

    private final JobQueryPermit wish;
    private final Consumer<JobQueryPermit> ask;
    private final StopOrder stop;
    private final CompletableFuture<@Nullable Void> granted = new CompletableFuture<>();

    DeployPermit(Execution execution, Host host, Consumer<JobQueryPermit> ask, StopOrder stop) {
        this.wish = new JobQueryPermit(execution.job(), execution.attempt(), execution.lease(), host.drone(),
                host.incarnation());
        this.ask = ask;
        this.stop = stop;
    }

    /** A gateway gives it. */
    void grant() {
        granted.complete(null);
    }

    /**
     * Waits for it.
     *
     * @return false when the deadline came first
     * @throws Stopped when the job is to end
     */
    boolean await(Deadline until, Reporter reporter) throws Stopped {
        for (var asked = 0; until.remaining() > 0; asked++) {
            ask.accept(wish);
            if (asked == PATIENCE_SECONDS / ASK_AGAIN_SECONDS) {
                reporter.say(STILL_WAITING);
            }
            if (isAnswered()) {
                return true;
            }
        }
        return false;
    }

    private boolean isAnswered() throws Stopped {
        try {
            CompletableFuture.anyOf(granted, stop.future()).get(ASK_AGAIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        if (stop.future().isDone()) {
            throw new Stopped();
        }
        return true;
    }
}
