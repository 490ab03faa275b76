package dev.skep.drone.spool;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.skep.message.Execution;
import dev.skep.message.JobInfo;
import dev.skep.message.JobStored;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the gateways what is stored of the executions in the spools, until it is all of it: soon after an execution is over,
 * and then less and less often; now and then while it runs.
 */
public final class Handovers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Handovers.class);
    private static final int LOOK_MILLIS = 250;
    private static final int MOST_AT_ONCE = 50;

    private final Spools spools;
    private final Function<Execution, Optional<JobInfo>> running;
    private final Predicate<JobInfo> ask;
    private final Consumer<Execution> unfinished;
    private final InstantSource clock;
    private final InstantSource elapsed = elapsed();
    private final ScheduledExecutorService thread;
    /** Touched by that thread only. */
    private final Map<Spool, Handover> handovers = new HashMap<>();

    /**
     * Begins to ask.
     *
     * @param running how far an execution is that runs here; by then its spool has all that was gathered. Empty when it
     *                does not run
     * @param ask asks a gateway; false when the broker cannot be reached
     * @param unfinished told when all is stored of an execution that an earlier start of the drone did not bring to its end
     * @param clock the time that stands in the questions; when they are asked does not depend on it
     */
    public Handovers(Spools spools, Function<Execution, Optional<JobInfo>> running, Predicate<JobInfo> ask,
            Consumer<Execution> unfinished, InstantSource clock) {
        this.spools = spools;
        this.running = running;
        this.ask = ask;
        this.unfinished = unfinished;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("handovers of " + spools.drone()).daemon().factory());
        thread.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** It only rises, evenly, whatever becomes of the machine's clock. What time it is, it does not say. */
    private static InstantSource elapsed() {
        var begun = System.nanoTime();
        return () -> Instant.EPOCH.plusNanos(System.nanoTime() - begun);
    }

    private void look() {
        try {
            handovers.keySet().removeIf(spool -> spools.of(spool.execution()) == null);
            var questions = 0;
            for (var spool : spools.all()) {
                var handover = handovers.computeIfAbsent(spool, fresh -> new Handover(fresh, elapsed.instant()));
                if (spool.isOver() && spool.isStored()) {
                    forget(spool);
                } else if (handover.isDue(elapsed.instant()) && questions < MOST_AT_ONCE && ask(spool)) {
                    handover.asked(elapsed.instant());
                    questions++;
                }
            }
        } catch (RuntimeException | Error e) { // whatever it is, it must go on
            log.error("what is stored cannot be asked for just now", e);
        }
    }

    private boolean ask(Spool spool) {
        var info = spool.isOver() ? spool.info(clock.instant()) : running.apply(spool.execution());
        return info.isPresent() && ask.test(info.get());
    }

    /** How far this job came, which is over here and not known to be stored; empty when there is no such execution. */
    public Optional<JobInfo> over(String job) {
        return spools.all().stream().filter(spool -> spool.execution().job().equals(job))
                .flatMap(spool -> spool.info(clock.instant()).stream()).max(Comparator.comparingInt(JobInfo::attempt));
    }

    /** A gateway answers. */
    public void on(JobStored answer) {
        try {
            thread.execute(() -> take(answer));
        } catch (RejectedExecutionException closed) {
            log.debug("the drone is closed: the next start asks again");
        }
    }

    private void take(JobStored answer) {
        var spool = spools.of(answer.execution());
        var handover = spool == null ? null : handovers.get(spool);
        if (spool != null && handover != null) {
            handover.on(answer, elapsed.instant());
            if (spool.isOver() && spool.isStored()) {
                forget(spool);
            }
        }
    }

    private void forget(Spool spool) {
        if (spool.isLeft() && !spool.hasEnded()) {
            unfinished.accept(spool.execution());
        }
        spools.forget(spool);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
