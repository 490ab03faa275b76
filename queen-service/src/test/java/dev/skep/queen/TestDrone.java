package dev.skep.queen;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.skep.message.DroneInfo;
import dev.skep.message.DroneInfo.State;
import dev.skep.message.Execution;
import dev.skep.message.Vcs;

/**
 * A drone for tests: git, the process executor, speed 100, two slots, unless they say otherwise.
 *
 * @param running leases of what it says it runs
 */
record TestDrone(String id, String incarnation, State state, int speed, int capacity, List<String> running,
        List<Vcs> vcs, List<String> plugins, List<String> executors, Map<String, String> labels, List<String> keys) {

    static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    static TestDrone drone(String id) {
        return new TestDrone(id, "first", State.READY, 100, 2, List.of(), List.of(Vcs.GIT), List.of(),
                List.of("process"), Map.of(), List.of());
    }

    TestDrone again(String other) {
        return new TestDrone(id, other, state, speed, capacity, running, vcs, plugins, executors, labels, keys);
    }

    TestDrone state(State other) {
        return new TestDrone(id, incarnation, other, speed, capacity, running, vcs, plugins, executors, labels, keys);
    }

    TestDrone leaving() {
        return state(State.DRAINING);
    }

    TestDrone paused() {
        return state(State.PAUSED);
    }

    TestDrone speed(int other) {
        return new TestDrone(id, incarnation, state, other, capacity, running, vcs, plugins, executors, labels, keys);
    }

    TestDrone capacity(int other) {
        return new TestDrone(id, incarnation, state, speed, other, running, vcs, plugins, executors, labels, keys);
    }

    TestDrone running(String... leases) {
        return new TestDrone(id, incarnation, state, speed, capacity, List.of(leases), vcs, plugins, executors, labels,
                keys);
    }

    TestDrone vcs(Vcs... other) {
        return new TestDrone(id, incarnation, state, speed, capacity, running, List.of(other), plugins, executors,
                labels, keys);
    }

    TestDrone plugins(String... other) {
        return new TestDrone(id, incarnation, state, speed, capacity, running, vcs, List.of(other), executors, labels,
                keys);
    }

    TestDrone executors(String... other) {
        return new TestDrone(id, incarnation, state, speed, capacity, running, vcs, plugins, List.of(other), labels,
                keys);
    }

    TestDrone labels(Map<String, String> other) {
        return new TestDrone(id, incarnation, state, speed, capacity, running, vcs, plugins, executors, other, keys);
    }

    TestDrone keys(String... other) {
        return new TestDrone(id, incarnation, state, speed, capacity, running, vcs, plugins, executors, labels,
                List.of(other));
    }

    /** What it says of itself. */
    DroneInfo info() {
        var executions = running.stream().map(lease -> new Execution("job-" + lease, 1, lease)).toList();
        return new DroneInfo(id, incarnation, NOW, state, speed, capacity, executions, List.of(), plugins, executors,
                vcs, keys,
                labels);
    }

    /** How the placement sees it while it holds so many jobs. */
    DroneLoad holding(int jobs) {
        return new DroneLoad(info(), jobs, 700);
    }

    DroneLoad idle() {
        return holding(0);
    }
}
