package dev.skep.standalone.faults.inject;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import dev.skep.standalone.faults.site.Member.Role;

/**
 * SIGSTOP of a drone. Its connections stay, and its jobs' processes go on.
 *
 * @param beyondLease whether it lasts until its jobs were found lost; if not, nothing may start twice
 */
public record FreezeDrone(int number, boolean beyondLease) implements Fault {

    private static final long BLIP_SECONDS = 6;

    @Override
    public String kind() {
        return beyondLease ? "SIGSTOP of a drone beyond its lease" : "SIGSTOP of a drone within its lease";
    }

    @Override
    public String target() {
        return "drone-" + (number + 1);
    }

    @Override
    public void inject(Scene scene) throws IOException, InterruptedException {
        var drone = scene.member(Role.DRONE, number);
        var victims = Victims.of(scene, this, drone.name());
        if (beyondLease) {
            scene.injuries().add(drone.name());
            drone.program().freeze();
            victims.awaitStarts(Measure.REDISPATCH_OF_SILENT);
        } else {
            drone.program().freeze();
            TimeUnit.SECONDS.sleep(BLIP_SECONDS);
        }
    }

    @Override
    public void heal(Scene scene) throws IOException, InterruptedException {
        scene.member(Role.DRONE, number).program().thaw();
    }
}
