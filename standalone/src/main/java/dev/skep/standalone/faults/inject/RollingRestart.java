package dev.skep.standalone.faults.inject;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

import dev.skep.standalone.faults.site.Member;
import dev.skep.standalone.faults.site.Waiting;

/**
 * Every service is ended by SIGTERM and started again, as for an upgrade: the next one when the last is back at its place.
 * Nothing may run twice.
 */
public record RollingRestart() implements Fault {

    private static final Duration LEAVES = Duration.ofSeconds(60);
    private static final Duration COMES = Duration.ofSeconds(90);

    @Override
    public String kind() {
        return "rolling restart of everything";
    }

    @Override
    public String target() {
        return "all services";
    }

    @Override
    public void inject(Scene scene) throws IOException, InterruptedException {
        for (var member : scene.site().members()) {
            restart(scene, member);
        }
    }

    private static void restart(Scene scene, Member member) throws IOException, InterruptedException {
        if (!member.program().terminate(LEAVES)) {
            throw new IOException(member.name() + " did not end within " + LEAVES.toSeconds() + " s after SIGTERM");
        }
        var since = Instant.now();
        member.program().start();
        Waiting.until(member.name() + " is back", COMES, () -> scene.rollCall().missing(since).isEmpty());
    }

    @Override
    public void heal(Scene scene) throws IOException {
        for (var program : scene.site().programs()) {
            program.start();
        }
    }
}
