package dev.skep.standalone.faults.inject;

import java.io.IOException;

import dev.skep.standalone.faults.site.Member.Role;

/** {@code kill -9} of one service, whose like goes on. Of a drone, nothing is measured: for use amid other faults. */
public record KillService(Role role, int number) implements Fault {

    @Override
    public String kind() {
        return "kill -9 of a " + role.word();
    }

    @Override
    public String target() {
        return role.word() + "-" + (number + 1);
    }

    @Override
    public void inject(Scene scene) throws InterruptedException {
        var member = scene.member(role, number);
        if (role == Role.DRONE) {
            scene.injuries().add(member.name());
        }
        member.program().kill();
    }

    @Override
    public void heal(Scene scene) throws IOException {
        scene.member(role, number).program().start();
    }
}
