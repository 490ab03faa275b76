package dev.skep.drone.job;

import java.util.ArrayList;
import java.util.List;

import dev.skep.drone.process.Evidence;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.message.JobEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an execution does when somebody cancels it: ends all that runs in its places, tells so, once, with what was done in
 * each, and only then cleans up. Of one thread only.
 */
final class Cancellation {

    private static final Logger log = LoggerFactory.getLogger(Cancellation.class);

    private final StopOrder stop;
    private final Reporter reporter;
    private final List<Evidence> evidence = new ArrayList<>();
    private boolean told;

    Cancellation(StopOrder stop, Reporter reporter) {
        this.stop = stop;
        this.reporter = reporter;
    }

    /** Something of the job, which may be told to stop. */
    interface Work<E extends Exception> {
        Verdict run() throws Stopped, E;
    }

    /**
     * Runs what can be cancelled. What comes after it, such as the cleanup, does not end for the same cancel.
     *
     * @param place where it runs; null for the job as a whole, which cannot be cancelled afterwards
     * @throws Stopped when the job is to end without a verdict
     */
    <E extends Exception> Verdict during(Work<E> work, @Nullable JobEnvironment place) throws Stopped, E {
        try {
            var verdict = work.run();
            var by = cancelledBy(place);
            return by == null ? verdict : cancelled(by, place);
        } catch (Stopped e) {
            var by = cancelledBy(place);
            if (by == null) {
                throw e;
            }
            log.debug("what ran was told to end", e);
            return cancelled(by, place);
        }
    }

    private @Nullable String cancelledBy(@Nullable JobEnvironment place) throws Stopped {
        return place == null ? stop.close() : stop.handle();
    }

    private Verdict cancelled(String by, @Nullable JobEnvironment place) {
        if (!told) {
            if (place != null) {
                leave(place);
            }
            told = true;
            var done = Evidence.of(evidence);
            reporter.report(stamp -> new JobEvent.Cancelled(stamp, by, done.signalled(), done.left()));
        }
        return Verdict.cancelled(by);
    }

    /** The job is done with this place: if it is to stop, what was done to end what ran there is to be told. */
    void leave(JobEnvironment place) {
        if (!told && stop.isGiven()) {
            evidence.add(place.endAll());
        }
    }
}
