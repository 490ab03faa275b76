package dev.skep.standalone.faults.inject;

import java.io.IOException;
import java.time.Duration;

import dev.skep.standalone.faults.site.Member;

/** Every service is ended by SIGTERM and started again, one after another, as for an upgrade. Nothing may run twice. */
public record RollingRestart(Duration pause) implements Fault {

    private static final Duration LEAVES = Duration.ofSeconds(60);

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
            restart(member);
            Thread.sleep(pause);
        }
    }

    private static void restart(Member member) throws IOException, InterruptedException {
        if (!member.program().terminate(LEAVES)) {
            throw new IOException(member.name() + " did not end within " + LEAVES.toSeconds() + " s after SIGTERM");
        }
        member.program().start();
    }

    @Override
    public void heal(Scene scene) throws IOException {
        for (var program : scene.site().programs()) {
            program.start();
        }
    }
}
