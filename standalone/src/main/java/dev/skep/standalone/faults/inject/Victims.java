package dev.skep.standalone.faults.inject;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.skep.standalone.faults.load.Kind;
import dev.skep.standalone.faults.site.JobProcesses.JobProcess;
import dev.skep.standalone.faults.site.Waiting;

/** The jobs of a drone at the moment at which it is struck, and their processes; and what becomes of both. */
final class Victims {

    /** More than one, and so few that the other drones have room for them. */
    private static final int JOBS_EACH = 2;
    /** Jobs that the load may ask for meanwhile. */
    private static final int NEW_ONES = 3;
    private static final Duration WORK_COMES = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private final Scene scene;
    private final Fault fault;
    private final Map<String, String> leases;
    private final List<JobProcess> processes;
    private final long struck = System.nanoTime();

    private Victims(Scene scene, Fault fault, String drone) {
        this.scene = scene;
        this.fault = fault;
        this.leases = scene.watch().leasesOn(drone);
        this.processes = scene.processes().ofDrone(drone);
    }

    /**
     * To be called right before the blow; sees to it that there are jobs, because a blow that befalls none tells nothing, and
     * that others have room for them, because then they need not wait for others to end.
     */
    static Victims of(Scene scene, Fault fault, String drone) throws IOException, InterruptedException {
        for (var number = 0; number < JOBS_EACH * scene.site().size().drones(); number++) {
            scene.customer().askFirst(Kind.SLOW);
        }
        Waiting.whetherAtLast(WORK_COMES, () -> {
            var jobs = scene.watch().leasesOn(drone).size();
            return jobs >= JOBS_EACH && jobs + NEW_ONES <= scene.rollCall().roomBeside(drone)
                    && !scene.processes().ofDrone(drone).isEmpty();
        });
        return new Victims(scene, fault, drone);
    }

    /** Waits until each of the jobs was seen to start again, or to end instead. */
    void awaitStarts(Measure measure) throws IOException, InterruptedException {
        var waiting = new HashMap<>(leases);
        Waiting.whether(PATIENCE, () -> {
            waiting.entrySet().removeIf(job -> isSettled(job.getKey(), job.getValue(), measure));
            return waiting.isEmpty();
        });
        waiting.keySet().forEach(job -> scene.measures().addNever(measure, fault, "job " + job));
    }

    /** A job that was just over, or that may have deployed, does not start again: then there is nothing to time. */
    private boolean isSettled(String job, String lease, Measure measure) {
        var start = scene.watch().startedOtherwise(job, lease, struck);
        start.ifPresent(at -> scene.measures().add(measure, fault, at - struck, job));
        return start.isPresent() || scene.watch().hasEnded(job);
    }

    /** Waits until none of the processes is left. */
    void awaitNoProcess() throws IOException, InterruptedException {
        if (processes.isEmpty()) {
            return;
        }
        if (Waiting.whether(PATIENCE, () -> processes.stream().noneMatch(JobProcess::isAlive))) {
            scene.measures().add(Measure.NO_ORPHANS, fault, System.nanoTime() - struck);
        } else {
            var left = processes.stream().filter(JobProcess::isAlive).map(JobProcess::toString).toList();
            scene.measures().addNever(Measure.NO_ORPHANS, fault, String.join(", ", left));
        }
    }
}
