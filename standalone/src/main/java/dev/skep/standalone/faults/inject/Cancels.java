package dev.skep.standalone.faults.inject;

import java.io.IOException;
import java.time.Duration;

import dev.skep.standalone.faults.site.Waiting;

/** No fault of the machines: jobs that do not want to end are cancelled, one after another. */
public record Cancels(int times) implements Fault {

    private static final Duration RUNS = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Override
    public String kind() {
        return "cancel of a job that ignores SIGTERM";
    }

    @Override
    public String target() {
        return times + " jobs";
    }

    @Override
    public void inject(Scene scene) throws IOException, InterruptedException {
        for (var time = 0; time < times; time++) {
            cancelOne(scene);
        }
    }

    private void cancelOne(Scene scene) throws IOException, InterruptedException {
        var job = scene.customer().askForStubborn(RUNS);
        var asked = System.nanoTime();
        scene.customer().cancel(job);
        if (Waiting.whether(PATIENCE, () -> scene.processes().ofJob(job.id()).isEmpty())) {
            var took = System.nanoTime() - asked;
            scene.measures().add(Measure.CANCELLED, this, Math.max(0, took - scene.site().size().grace().toNanos()),
                    job.id());
        } else {
            scene.measures().addNever(Measure.CANCELLED, this,
                    "job " + job.id() + " still has " + scene.processes().ofJob(job.id()));
        }
    }

    @Override
    public void heal(Scene scene) {
        // There is nothing to mend.
    }
}
