package dev.skep.standalone.faults;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.skep.standalone.faults.check.Breach;
import dev.skep.standalone.faults.check.Finding;
import dev.skep.standalone.faults.inject.Scene;
import dev.skep.standalone.faults.load.Backlog;
import dev.skep.standalone.measure.Machine;

/** Does one fault after another, and lets Skep recover from each. What cannot be done is a finding, not an end. */
final class StepRunner {

    private final Map<String, Integer> done = new LinkedHashMap<>();
    private final List<String> skipped = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Scene scene;
    private final Backlog backlog;
    private final Recovery recovery;
    private final Timeline timeline;

    StepRunner(Scene scene, Backlog backlog, Recovery recovery, Timeline timeline) {
        this.scene = scene;
        this.backlog = backlog;
        this.recovery = recovery;
        this.timeline = timeline;
    }

    private interface Action {
        void run() throws IOException, InterruptedException;
    }

    void run(Step step) throws InterruptedException {
        var fault = step.fault();
        if (fault.missing().isPresent()) {
            skipped.add(fault.kind() + ": " + fault.missing().get());
            return;
        }
        backlog.review();
        done.merge(fault.kind(), 1, Integer::sum);
        timeline.say("%s: %s, load %.1f".formatted(fault.kind(), fault.target(), Machine.load()));
        var end = System.nanoTime() + step.hold().toNanos();
        attempt("inject " + fault.kind(), () -> fault.inject(scene));
        Thread.sleep(Math.max(0, Duration.ofNanos(end - System.nanoTime()).toMillis()));
        attempt("heal " + fault.kind(), () -> fault.heal(scene));
        timeline.say("healed");
        recovery.await(fault);
        noteEnded();
    }

    private void attempt(String what, Action action) throws InterruptedException {
        try {
            action.run();
        } catch (IOException | RuntimeException e) {
            timeline.say("could not %s: %s".formatted(what, e));
            findings.add(Finding.of(Breach.NOT_DONE, what + ": " + e));
        }
    }

    private void noteEnded() throws InterruptedException {
        for (var program : scene.site().programs()) {
            var code = program.endedByItself();
            if (code.isPresent()) {
                timeline.say("%s ended by itself with %d".formatted(program.name(), code.getAsInt()));
                findings.add(Finding.of(Breach.SERVICE_ENDED, program.name() + " with " + code.getAsInt()));
                attempt("start " + program.name(), program::start);
            }
        }
    }

    /** How often each kind of fault was done. */
    Map<String, Integer> done() {
        return done;
    }

    /** What could not be done on this machine, and why. */
    List<String> skipped() {
        return skipped;
    }

    /** What went wrong with the doing, and which services ended by themselves. */
    List<Finding> findings() {
        return findings;
    }
}
