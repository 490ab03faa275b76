package dev.skep.gateway.job;

import java.time.Instant;
import java.util.List;

import dev.skep.gateway.job.JobView.Pending;
import dev.skep.gateway.job.JobView.Status;
import dev.skep.message.Placement;
import dev.skep.message.Placement.Candidate;
import org.jspecify.annotations.Nullable;

/**
 * Why the current attempt of a job is on its drone, or why it is on none yet.
 *
 * @param drone the drone; null while there is none
 * @param lease the placement's random name; null without a drone
 * @param policy the name of the queen's rule; null while she has not spoken
 * @param reason why this drone, or why none, for people
 * @param at when the queen said so; null while she has not
 * @param drones how many drones there were
 * @param candidates the drones that she chose from, as she saw them; of very many only the first
 * @param pending why the job waits; null when it does not, or when nobody has said why
 */
record PlacementView(String job, int attempt, Status status, @Nullable String drone, @Nullable String lease,
        @Nullable String policy, String reason, @Nullable Instant at, int drones, List<Candidate> candidates,
        @Nullable Pending pending) {

    static PlacementView of(Job job) {
        var progress = job.progress();
        var pending = progress.pending();
        if (pending != null) {
            return view(job, null, pending.message(), pending.at(), pending.choice());
        }
        var placed = progress.placed();
        return placed != null
                ? view(job, placed.drone(), placed.reason(), placed.at(), placed.choice())
                : view(job, progress.drone(), unknown(job), null, null);
    }

    private static PlacementView view(Job job, @Nullable String drone, String reason, @Nullable Instant at,
            @Nullable Placement choice) {
        var progress = job.progress();
        return new PlacementView(job.id(), progress.attempt(), Status.of(progress), drone,
                drone == null ? null : progress.lease(), choice == null ? null : choice.policy(), reason, at,
                choice == null ? 0 : choice.drones(), choice == null ? List.of() : choice.candidates(),
                Pending.of(job));
    }

    private static String unknown(Job job) {
        if (job.progress().drone() != null) {
            return "the queen's reason is not stored yet";
        }
        if (job.isFinished()) {
            return "the job was over before a drone was chosen";
        }
        return job.sent()
                ? "no drone is chosen yet, and the queen has not said why: ask again in a moment"
                : "no drone is chosen yet: the job is on its way to the queen, and leaves as soon as the broker can be reached";
    }
}
