package dev.skep.drone;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import dev.skep.drone.job.JobRunner;
import dev.skep.drone.job.Workshop;
import dev.skep.message.Execution;
import dev.skep.message.JobCancel;
import dev.skep.message.JobInfo;
import dev.skep.message.JobPermit;
import dev.skep.message.JobRun;
import dev.skep.message.JobSuperseded;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs that run on this drone, and the memory of those that ran, so that no execution runs twice. */
final class Slots {

    private static final Logger log = LoggerFactory.getLogger(Slots.class);
    private static final int REMEMBERED = 10_000;

    private final int capacity;
    private final Workshop workshop;
    private final Executor threads;
    private final Consumer<JobRun> abandoned;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();
    /** Each is there when the job's secrets are open. */
    private final Map<Execution, CompletableFuture<JobRunner>> running = new LinkedHashMap<>();
    private final Map<Execution, CompletableFuture<?>> known = new Latest<>(REMEMBERED);
    /** Jobs that somebody cancelled; they may be in the queue still. */
    private final Set<String> cancelled = Collections.newSetFromMap(new Latest<>(REMEMBERED));
    private boolean admitting = true;

    /**
     * @param abandoned told of each job that was stopped before its end
     * @param changed told whenever a job began or ended
     */
    Slots(int capacity, Workshop workshop, Executor threads, Consumer<JobRun> abandoned, Runnable changed) {
        this.capacity = capacity;
        this.workshop = workshop;
        this.threads = threads;
        this.abandoned = abandoned;
        this.changed = changed;
    }

    int free() {
        lock.lock();
        try {
            return admitting ? capacity - running.size() : 0;
        } finally {
            lock.unlock();
        }
    }

    /** How far this job is, which has sent all that it had by then; empty when it does not run here. */
    Optional<JobInfo> info(String job) {
        return runner(job).map(runner -> runner.join().info()); // may wait for its secrets: outside the lock
    }

    /** The same of one execution; empty also when it has not begun to run. Does not wait. */
    Optional<JobInfo> info(Execution execution) {
        return begun(execution).map(JobRunner::info);
    }

    private Optional<JobRunner> begun(Execution execution) {
        lock.lock();
        try {
            return Optional.ofNullable(running.get(execution)).map(runner -> runner.getNow(null));
        } finally {
            lock.unlock();
        }
    }

    private Optional<CompletableFuture<JobRunner>> runner(String job) {
        lock.lock();
        try {
            return running.entrySet().stream().filter(entry -> entry.getKey().job().equals(job))
                    .map(Map.Entry::getValue).reduce((earlier, later) -> later);
        } finally {
            lock.unlock();
        }
    }

    List<Execution> running() {
        lock.lock();
        try {
            return List.copyOf(running.keySet());
        } finally {
            lock.unlock();
        }
    }

    /** These have begun before this drone did, and do not begin again. */
    void remember(List<Execution> executions) {
        lock.lock();
        try {
            executions.forEach(execution -> known.put(execution, CompletableFuture.completedFuture(null)));
        } finally {
            lock.unlock();
        }
    }

    /** Whether a slot may be free from now on. */
    void admit(boolean more) {
        lock.lock();
        try {
            admitting = more;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins a job, unless it has begun before, or nobody wants it any more.
     *
     * @return done when it is known that this drone has the job, or need not have it; fails when it cannot be run; null
     *         when no slot is free
     */
    @Nullable
    CompletableFuture<?> begin(JobRun run) {
        lock.lock();
        try {
            if (cancelled.contains(run.job().id())) {
                return CompletableFuture.completedFuture(null);
            }
            var before = known.get(run.execution());
            if (before != null || free() == 0) {
                return before;
            }
            var runner = new CompletableFuture<JobRunner>();
            var accepted = runner.thenCompose(JobRunner::accepted);
            running.put(run.execution(), runner);
            known.put(run.execution(), accepted);
            try {
                threads.execute(() -> run(run, runner));
            } catch (RuntimeException | Error e) { // the machine may have no thread for it
                refuse(run, e);
                forget(run);
            }
            return accepted;
        } finally {
            lock.unlock();
        }
    }

    /** To open a job's secrets takes a while: nobody who asks for other jobs waits for it. */
    private void run(JobRun run, CompletableFuture<JobRunner> ready) {
        try {
            threads.execute(changed); // it may take a while, too, and the job need not wait
            var runner = workshop.runner(run);
            ready.complete(runner);
            if (!runner.run()) {
                abandoned.accept(run);
            }
        } catch (RuntimeException | Error e) {
            log.error("execution {} could not be run to its end", run.execution(), e);
            if (!refuse(run, e)) {
                abandoned.accept(run);
            }
        } finally {
            forget(run);
            changed.run();
        }
    }

    /**
     * Forgets a job that could not be run, so that it can come again, and lets whoever brought it know.
     *
     * @return false when it is too late for that: others know that this drone has the job, and must hear that it gives it up
     */
    private boolean refuse(JobRun run, Throwable why) {
        lock.lock();
        try {
            var accepted = known.get(run.execution());
            return accepted != null && accepted.completeExceptionally(why)
                    && known.remove(run.execution(), accepted);
        } finally {
            lock.unlock();
        }
    }

    private void forget(JobRun run) {
        lock.lock();
        try {
            running.remove(run.execution());
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no job runs; false when that takes too long. */
    boolean awaitNone(Duration time) {
        lock.lock();
        try {
            var left = time.toNanos();
            while (!running.isEmpty() && left > 0) {
                left = ended.awaitNanos(left);
            }
            return running.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Ends all jobs without a verdict. */
    void abandonAll() {
        lock.lock();
        try {
            running.values().forEach(runner -> runner.thenAccept(JobRunner::abandon));
        } finally {
            lock.unlock();
        }
    }

    /** Ends a job that nobody wants any more, and takes none of its attempts. */
    void on(JobCancel cancel) {
        lock.lock();
        try {
            cancelled.add(cancel.job());
        } finally {
            lock.unlock();
        }
        runner(cancel.job()).ifPresent(runner -> runner.thenAccept(job -> job.cancel(cancel.by())));
    }

    /** Ends an execution whose word counts no more. */
    void on(JobSuperseded superseded) {
        runner(superseded.execution())
                .ifPresent(runner -> runner.thenAccept(job -> job.supersede(superseded.reason())));
    }

    /** An execution may deploy. */
    void on(JobPermit permit) {
        runner(permit.execution()).ifPresent(runner -> runner.thenAccept(JobRunner::permit));
    }

    private Optional<CompletableFuture<JobRunner>> runner(Execution execution) {
        lock.lock();
        try {
            return Optional.ofNullable(running.get(execution));
        } finally {
            lock.unlock();
        }
    }
}
