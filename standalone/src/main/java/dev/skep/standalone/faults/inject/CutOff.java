package dev.skep.standalone.faults.inject;

import java.io.IOException;

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
        var victims = Victims.of(scene, this, member.name());
        switch (way) {
            case RESET -> member.line().refuse();
            case BLACK_HOLE -> member.line().silence();
        }
        if (role == Role.DRONE && way == Way.BLACK_HOLE) {
            scene.injuries().add(member.name());
            victims.awaitStarts(Measure.REDISPATCH_OF_SILENT);
        }
    }

    @Override
    public void heal(Scene scene) {
        scene.member(role, number).line().mend();
    }
}
