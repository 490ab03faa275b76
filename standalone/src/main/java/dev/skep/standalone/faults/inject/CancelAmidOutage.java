package dev.skep.standalone.faults.inject;

import java.io.IOException;
import java.time.Duration;

import dev.skep.standalone.faults.load.Accepted;
import dev.skep.standalone.faults.site.Member;
import dev.skep.standalone.faults.site.Member.Role;

/** A job is cancelled while the broker is down, and its drone dies before the cancel can reach it; in any order. */
public final class CancelAmidOutage implements Fault {

    private static final Duration RUNS = Duration.ofSeconds(30);

    @Override
    public String kind() {
        return "cancel pending, broker down, drone dies";
    }

    @Override
    public String target() {
        return "broker and a drone";
    }

    @Override
    public void inject(Scene scene) throws IOException, InterruptedException {
        var job = scene.customer().askForStubborn(RUNS);
        var drone = droneOf(scene, job);
        if (scene.random().nextBoolean()) {
            scene.site().broker().kill();
            scene.customer().cancel(job);
            kill(scene, drone);
        } else {
            scene.site().broker().kill();
            kill(scene, drone);
            scene.customer().cancel(job);
        }
    }

    private static Member droneOf(Scene scene, Accepted job) {
        var id = scene.processes().ofJob(job.id()).getFirst().drone();
        return scene.site().members(Role.DRONE).stream().filter(drone -> drone.name().equals(id)).findFirst()
                .orElseThrow();
    }

    private static void kill(Scene scene, Member drone) throws InterruptedException {
        scene.injuries().add(drone.name());
        drone.program().kill();
    }

    @Override
    public void heal(Scene scene) throws IOException {
        scene.site().broker().start();
        for (var drone : scene.site().members(Role.DRONE)) {
            drone.program().start();
        }
    }
}
