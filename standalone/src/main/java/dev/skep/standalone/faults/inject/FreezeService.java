package dev.skep.standalone.faults.inject;

import java.io.IOException;

import dev.skep.standalone.faults.site.Member.Role;

/** SIGSTOP of a gateway or a queen: it keeps its connections and what was delivered to it, and does nothing. */
public record FreezeService(Role role, int number) implements Fault {

    @Override
    public String kind() {
        return "SIGSTOP of a " + role.word();
    }

    @Override
    public String target() {
        return role.word() + "-" + (number + 1);
    }

    @Override
    public void inject(Scene scene) throws IOException, InterruptedException {
        scene.member(role, number).program().freeze();
    }

    @Override
    public void heal(Scene scene) throws IOException, InterruptedException {
        scene.member(role, number).program().thaw();
    }
}
