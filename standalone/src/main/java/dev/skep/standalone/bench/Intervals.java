package dev.skep.standalone.bench;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.skep.message.JobEvent;
import dev.skep.message.WireFormat;
import dev.skep.standalone.bench.Row.Kind;
import dev.skep.standalone.measure.Samples;

/** The times between the events of jobs, by their stamps; these count whole milliseconds, so only means are exact. */
final class Intervals {

    private static final List<Class<? extends JobEvent.Status>> TO_COMMAND = List.of(JobEvent.Queued.class,
            JobEvent.Assigned.class, JobEvent.Accepted.class, JobEvent.CheckedOut.class, JobEvent.CommandStarted.class);
    private static final List<Class<? extends JobEvent.Status>> ON_DRONE = List.of(JobEvent.Accepted.class,
            JobEvent.CheckedOut.class, JobEvent.CommandStarted.class, JobEvent.CommandDone.class, JobEvent.Done.class);
    private static final List<Class<? extends JobEvent.Status>> OF_OUTPUT = List.of(JobEvent.CommandStarted.class,
            JobEvent.CommandDone.class, JobEvent.Done.class);

    private Intervals() {}

    /** From the job's arrival to the start of its command. */
    static List<Row> toCommand(Collection<ObservedJob> jobs) {
        return rows(jobs, TO_COMMAND);
    }

    /** While the job takes up one of the drone's slots. */
    static List<Row> onDrone(Collection<ObservedJob> jobs) {
        return rows(jobs, ON_DRONE);
    }

    /** From the start of its command to the job's end. */
    static List<Row> ofOutput(Collection<ObservedJob> jobs) {
        return rows(jobs, OF_OUTPUT);
    }

    private static List<Row> rows(Collection<ObservedJob> jobs, List<Class<? extends JobEvent.Status>> kinds) {
        return IntStream.range(1, kinds.size()).mapToObj(i -> row(jobs, kinds.get(i - 1), kinds.get(i))).toList();
    }

    private static Row row(Collection<ObservedJob> jobs, Class<? extends JobEvent.Status> from,
            Class<? extends JobEvent.Status> to) {
        var nanos = jobs.stream().map(job -> job.nanosBetween(from, to)).flatMap(Optional::stream).toList();
        return Row.of(Kind.DETAIL, WireFormat.typeOf(from) + " to " + WireFormat.typeOf(to), Samples.ofNanos(nanos));
    }
}
