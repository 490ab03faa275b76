package dev.skep.standalone.faults.inject;

import java.io.IOException;

import dev.skep.standalone.faults.site.Line;
import dev.skep.standalone.faults.site.Member;
import dev.skep.standalone.faults.site.Member.Role;

/** The network between one service and the broker breaks. */
public record CutOff(Role role, int number, Way way) implements Fault {

    /** How. */
    public enum Way {
        /** Nothing passes, and connections stay. */
        BLACK_HOLE,
        /** Connections are reset, and new ones too. */
        RESET
    }

    @Override
    public String kind() {
        return switch (way) {
            case BLACK_HOLE -> "black hole between a " + role.word() + " and the broker";
            case RESET -> "resets between a " + role.word() + " and the broker";
        };
    }

    @Override
    public String target() {
        return role.word() + "-" + (number + 1);
    }

    @Override
    public void inject(Scene scene) throws IOException, InterruptedException {
        var member = scene.member(role, number);
        if (role == Role.DRONE) {
            inject(scene, member);
        } else {
            cut(member.line());
        }
    }

    /** A drone without a connection is as good as dead to the others, whichever way it lost it. */
    private void inject(Scene scene, Member drone) throws IOException, InterruptedException {
        var victims = Victims.of(scene, this, drone.name());
        scene.injuries().add(drone.name());
        cut(drone.line());
        if (way == Way.BLACK_HOLE) {
            victims.awaitStarts(Measure.REDISPATCH_OF_SILENT);
        }
    }

    private void cut(Line line) {
        switch (way) {
            case RESET -> line.refuse();
            case BLACK_HOLE -> line.silence();
        }
    }

    @Override
    public void heal(Scene scene) {
        scene.member(role, number).line().mend();
    }
}
