package dev.skep.drone.job;

import java.time.Duration;

import dev.skep.drone.file.DurationText;
import dev.skep.drone.process.Deadline;
import org.jspecify.annotations.Nullable;

/** When a job must be over: the earliest of what the drone, the project and the file say, each counted from its start. */
final class JobDeadline {

    private final long start = System.nanoTime();
    private Deadline earliest;

    JobDeadline(Duration drone, @Nullable Duration project) {
        earliest = deadline(drone, "the drone's limit");
        limit(project, "the project's timeout");
    }

    void limit(@Nullable Duration time, String whose) {
        if (time != null) {
            earliest = earliest.orEarlier(deadline(time, whose));
        }
    }

    private Deadline deadline(Duration time, String whose) {
        return new Deadline(start + time.toNanos(),
                "the job took longer than " + DurationText.of(time) + ", " + whose);
    }

    Deadline earliest() {
        return earliest;
    }
}
