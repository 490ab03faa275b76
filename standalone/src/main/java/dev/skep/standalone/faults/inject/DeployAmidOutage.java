package dev.skep.standalone.faults.inject;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.skep.standalone.faults.load.Kind;
import dev.skep.standalone.faults.site.JobProcesses.JobProcess;
import dev.skep.standalone.faults.site.Member.Role;
import dev.skep.standalone.faults.site.Waiting;

/**
 * A drone and the broker die while jobs deploy. The broker may have forgotten that the drone had taken these jobs, and give
 * them to its next start once more.
 */
public final class DeployAmidOutage implements Fault {

    private static final int JOBS = 4;
    private static final Duration DEPLOYS = Duration.ofSeconds(30);

    @Override
    public String kind() {
        return "broker and drone die amid deployments";
    }

    @Override
    public String target() {
        return "broker and a drone";
    }

    @Override
    public void inject(Scene scene) throws IOException, InterruptedException {
        var jobs = new HashSet<String>();
        for (var number = 0; number < JOBS; number++) {
            jobs.add(scene.customer().askFirst(Kind.DEPLOYING).id());
        }
        Waiting.until("one of the jobs " + jobs + " deploys", DEPLOYS, () -> !deploying(scene, jobs).isEmpty());
        var drones = deploying(scene, jobs).stream().map(JobProcess::drone).toList();
        scene.site().broker().kill();
        for (var drone : scene.site().members(Role.DRONE)) {
            if (drones.contains(drone.name())) {
                scene.injuries().add(drone.name());
                drone.program().kill();
            }
        }
    }

    /** The processes of those of these jobs that have begun to deploy. */
    private static List<JobProcess> deploying(Scene scene, Set<String> jobs) throws IOException {
        var file = scene.site().grounds().deploys();
        var lines = Files.exists(file) ? Files.readString(file) : "";
        return scene.processes().all().stream()
                .filter(process -> jobs.contains(process.job()) && lines.contains(process.job())).toList();
    }

    @Override
    public void heal(Scene scene) throws IOException {
        for (var drone : scene.site().members(Role.DRONE)) {
            drone.program().start();
        }
        scene.site().broker().start();
    }
}
