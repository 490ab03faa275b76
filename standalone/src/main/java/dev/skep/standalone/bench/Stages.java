package dev.skep.standalone.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.skep.message.JobEvent;
import dev.skep.message.WireFormat;
import dev.skep.standalone.bench.Row.Kind;

/** Where the time of jobs goes, by the stamps of their events; these count whole milliseconds, so only means are exact. */
final class Stages {

    private static final List<Class<? extends JobEvent.Status>> TO_COMMAND = List.of(JobEvent.Queued.class,
            JobEvent.Assigned.class, JobEvent.Accepted.class, JobEvent.CheckedOut.class, JobEvent.CommandStarted.class);
    private static final List<Class<? extends JobEvent.Status>> ON_DRONE = List.of(JobEvent.Accepted.class,
            JobEvent.CheckedOut.class, JobEvent.CommandStarted.class, JobEvent.CommandDone.class, JobEvent.Done.class);

    private Stages() {}

    /** From the job's arrival to the start of its command. */
    static List<Row> toCommand(Collection<Course> courses) {
        return rows(courses, TO_COMMAND);
    }

    /** While the job takes up one of the drone's slots. */
    static List<Row> onDrone(Collection<Course> courses) {
        return rows(courses, ON_DRONE);
    }

    private static List<Row> rows(Collection<Course> courses, List<Class<? extends JobEvent.Status>> kinds) {
        return IntStream.range(1, kinds.size())
                .mapToObj(i -> row(courses, kinds.get(i - 1), kinds.get(i))).toList();
    }

    private static Row row(Collection<Course> courses, Class<? extends JobEvent.Status> from,
            Class<? extends JobEvent.Status> to) {
        var times = courses.stream().map(course -> nanos(course, from, to)).flatMap(Optional::stream).toList();
        return Samples.ofNanos(times).row(Kind.DETAIL, WireFormat.typeOf(from) + " to " + WireFormat.typeOf(to));
    }

    private static Optional<Long> nanos(Course course, Class<? extends JobEvent.Status> from,
            Class<? extends JobEvent.Status> to) {
        return course.time(from)
                .flatMap(start -> course.time(to).map(end -> Duration.between(start, end).toNanos()));
    }
}
