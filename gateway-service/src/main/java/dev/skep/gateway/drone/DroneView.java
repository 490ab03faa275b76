package dev.skep.gateway.drone;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.skep.message.DroneInfo;
import dev.skep.message.Execution;
import dev.skep.message.Vcs;

/**
 * A drone as the API gives it.
 *
 * @param free how many more jobs it could begin at once
 * @param waiting how many jobs were put on it that it has not begun
 * @param lastSeen when this gateway last heard of it
 */
record DroneView(String id, DroneInfo.State state, int speed, int capacity, int free, List<Running> running,
        long waiting, List<String> plugins, List<String> executors, List<Vcs> vcs, Map<String, String> labels,
        Instant lastSeen) {

    /** A job that it runs. */
    record Running(String job, int attempt) {

        private static Running of(Execution execution) {
            return new Running(execution.job(), execution.attempt());
        }
    }

    static DroneView of(DroneInfo info, long waiting, Instant lastSeen) {
        return new DroneView(info.drone(), info.state(), info.speed(), info.capacity(), info.free(),
                info.running().stream().map(Running::of).toList(), waiting, info.plugins(), info.executors(),
                info.vcs(), info.labels(), lastSeen);
    }
}
