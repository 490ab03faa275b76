package dev.skep.standalone.faults;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

import dev.skep.standalone.faults.inject.Fault;
import dev.skep.standalone.faults.inject.Measure;
import dev.skep.standalone.faults.inject.Measures;
import dev.skep.standalone.faults.load.Customer;
import dev.skep.standalone.faults.load.Kind;
import dev.skep.standalone.faults.load.RollCall;
import dev.skep.standalone.faults.load.Watch;
import dev.skep.standalone.faults.site.Waiting;

/** Times how soon Skep is itself again when a fault is over. */
final class Recovery {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Customer customer;
    private final Watch watch;
    private final RollCall rollCall;
    private final Measures measures;

    Recovery(Customer customer, Watch watch, RollCall rollCall, Measures measures) {
        this.customer = customer;
        this.watch = watch;
        this.rollCall = rollCall;
        this.measures = measures;
    }

    /** Returns when it is, or patience has ended. */
    void await(Fault fault) throws InterruptedException {
        var healed = System.nanoTime();
        var since = Instant.now();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(List.<Callable<Void>>of(
                    () -> event(fault, healed), () -> work(fault, healed), () -> everybody(fault, healed, since)))) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Void event(Fault fault, long healed) throws IOException, InterruptedException {
        if (Waiting.whether(PATIENCE, () -> watch.lastEvent() > healed)) {
            measures.add(Measure.FIRST_EVENT, fault, watch.lastEvent() - healed);
        } else {
            measures.addNever(Measure.FIRST_EVENT, fault, "no event within " + PATIENCE.toSeconds() + " s");
        }
        return null;
    }

    private Void work(Fault fault, long healed) throws InterruptedException {
        try {
            var job = customer.askFirst(Kind.QUICK);
            if (Waiting.whether(PATIENCE, () -> watch.hasEnded(job.id()))) {
                measures.add(Measure.BACK_AT_WORK, fault, System.nanoTime() - healed, job.id());
            } else {
                measures.addNever(Measure.BACK_AT_WORK, fault, "job " + job.id() + " is not over");
            }
        } catch (IOException e) {
            measures.addNever(Measure.BACK_AT_WORK, fault, String.valueOf(e.getMessage()));
        }
        return null;
    }

    private Void everybody(Fault fault, long healed, Instant since) throws IOException, InterruptedException {
        if (Waiting.whetherAtLast(PATIENCE, () -> rollCall.missing(since).isEmpty())) {
            measures.add(Measure.ALL_BACK, fault, System.nanoTime() - healed);
        } else {
            measures.addNever(Measure.ALL_BACK, fault, String.join(", ", rollCall.missing(since)));
        }
        return null;
    }
}
