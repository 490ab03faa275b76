package dev.skep.standalone.faults.inject;

import java.io.IOException;

import dev.skep.standalone.faults.site.Member.Role;

/**
 * {@code kill -9} of a drone.
 *
 * @param back whether it is started again before anybody looks for its jobs, so that its new start meets its old jobs
 */
public record KillDrone(int number, boolean back) implements Fault {

    @Override
    public String kind() {
        return back ? "kill -9 of a drone that is back at once" : "kill -9 of a drone";
    }

    @Override
    public String target() {
        return "drone-" + (number + 1);
    }

    @Override
    public void inject(Scene scene) throws IOException, InterruptedException {
        var drone = scene.member(Role.DRONE, number);
        var victims = Victims.of(scene, this, drone.name());
        scene.injuries().add(drone.name());
        drone.program().kill();
        if (back) {
            drone.program().start();
        }
        victims.awaitNoProcess();
        victims.awaitStarts(Measure.REDISPATCH);
    }

    @Override
    public void heal(Scene scene) throws IOException {
        scene.member(Role.DRONE, number).program().start();
    }
}
