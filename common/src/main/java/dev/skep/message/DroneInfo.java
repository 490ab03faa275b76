package dev.skep.message;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A drone's heartbeat, also sent at every change.
 *
 * @param drone the drone's id; holds no dot, because it is a word of routing keys
 * @param incarnation which start of that drone: a random name
 * @param at when it was sent, by the drone's clock
 * @param state whether it takes jobs
 * @param speed how fast it is: more is faster, about 100 for one core of a small server
 * @param capacity how many jobs it runs at once
 * @param running what it runs now
 * @param delivering what is over, and whose events it keeps because they are not known to be stored
 * @param plugins the ids of the plugins that it has
 * @param executors the ways in which it can run commands
 * @param vcs the version control programs that it can check out from
 * @param keys the ids of the keys with which it opens what is sealed
 * @param labels what else a job may ask for
 */
@JsonTypeName("drone:info")
public record DroneInfo(String drone, String incarnation, Instant at, State state, int speed, int capacity,
        List<Execution> running, List<Execution> delivering, List<String> plugins, List<String> executors,
        List<Vcs> vcs, List<String> keys,
        Map<String, String> labels) implements Message {

    public DroneInfo {
        Word.require("a drone's id", drone);
        running = List.copyOf(running);
        delivering = List.copyOf(delivering);
        plugins = List.copyOf(plugins);
        executors = List.copyOf(executors);
        vcs = List.copyOf(vcs);
        keys = List.copyOf(keys);
        labels = Map.copyOf(labels);
    }

    /** How many more jobs it could begin at once. */
    public int free() {
        return Math.max(0, capacity - running.size());
    }

    /** Whether a drone takes jobs. */
    public enum State {
        /** It takes jobs. */
        READY,
        /** It finishes what it runs and takes no more until somebody lets it. */
        PAUSED,
        /** It finishes what it runs and then leaves. */
        DRAINING,
        /** It has left. */
        GONE
    }
}
