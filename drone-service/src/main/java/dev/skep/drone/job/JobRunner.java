package dev.skep.drone.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import dev.skep.drone.checkout.Checkout;
import dev.skep.drone.checkout.Checkout.CheckedOut;
import dev.skep.drone.checkout.Directories;
import dev.skep.drone.checkout.Source;
import dev.skep.drone.file.JobFile;
import dev.skep.drone.file.JobFileReader;
import dev.skep.drone.file.Reading;
import dev.skep.drone.job.CommandRunner.Surroundings;
import dev.skep.drone.process.Executor;
import dev.skep.drone.process.Place;
import dev.skep.message.Execution;
import dev.skep.message.ExecutorConfig;
import dev.skep.message.JobEvent;
import dev.skep.message.JobRun;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one execution of a job, step by step: accept, check out, read the file, run the phases, done. */
public final class JobRunner {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    private static final int LEASE_SHOWN = 8;

    private final JobRun run;
    private final Workshop workshop;
    private final Reporter reporter;
    private final Path directory;
    private final JobDeadline deadline;
    private final CompletableFuture<@Nullable Void> accepted = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> stop = new CompletableFuture<>();

    JobRunner(JobRun run, Workshop workshop, Reporter reporter) {
        this.run = run;
        this.workshop = workshop;
        this.reporter = reporter;
        this.directory = workshop.host().work().resolve(directoryName(run.execution()));
        this.deadline = new JobDeadline(workshop.host().jobTimeout(), run.job().timeout());
    }

    private static String directoryName(Execution execution) {
        var lease = execution.lease();
        var name = execution.job() + "-" + execution.attempt() + "-"
                + lease.substring(0, Math.min(LEASE_SHOWN, lease.length()));
        return name.replaceAll("[^A-Za-z0-9_-]", "_");
    }

    /** Done when it is known, whatever becomes of this process, that the drone took the job. */
    public CompletableFuture<?> accepted() {
        return accepted;
    }

    /** Ends the job's processes, and then the job, without a verdict. */
    public void stop() {
        stop.complete(null);
    }

    /**
     * Runs the job from beginning to end; afterwards nothing of it is left on this machine.
     *
     * @return whether it came to its {@code job:done}; false when it was stopped before
     */
    public boolean run() {
        try {
            accept();
            var verdict = verdict();
            reporter.report(stamp -> new JobEvent.Done(stamp, verdict.conclusion(), verdict.reason(),
                    reporter.summary()));
            return true;
        } catch (Stopped e) {
            return false;
        } finally {
            deleteDirectory();
        }
    }

    private void accept() {
        var host = workshop.host();
        reporter.report(stamp -> new JobEvent.Accepted(stamp, host.drone(), host.incarnation()))
                .thenRun(() -> accepted.complete(null));
        reporter.report(JobEvent.Started::new);
    }

    private Verdict verdict() throws Stopped {
        try {
            return checkOut();
        } catch (RuntimeException | Error e) { // whatever it is, the job must end
            log.error("job {} could not be run", run.execution(), e);
            return Verdict.error("the drone failed to run the job, and its log says more: " + e);
        }
    }

    private Verdict checkOut() throws Stopped {
        var job = run.job();
        var checkouts = workshop.checkouts().get(job.repo().vcs());
        if (checkouts == null) {
            return Verdict.error("drone " + workshop.host().drone() + " has no " + job.repo().vcs().word()
                    + ": install it there, and start the drone anew");
        }
        var source = Source.open(job.repo().url());
        return switch (checkouts.checkOut(source, job.ref(), directory, this::isOver)) {
            case CheckedOut code -> {
                reporter.report(stamp -> new JobEvent.CheckedOut(stamp, code.commit(), code.branch()));
                yield readFile(code);
            }
            case Checkout.Failed(String reason) -> withoutCode(reason);
        };
    }

    private boolean isOver() {
        return stop.isDone() || deadline.earliest().remaining() <= 0;
    }

    private Verdict withoutCode(String reason) throws Stopped {
        if (stop.isDone()) {
            throw new Stopped();
        }
        return isOver() ? Verdict.timedOut(deadline.earliest().passed()) : Verdict.error(reason);
    }

    private Verdict readFile(CheckedOut code) throws Stopped {
        return switch (JobFileReader.read(code.directory())) {
            case Reading.Read(JobFile file) -> {
                var unmet = Requirements.unmet(file, run.job().jobType(), workshop.host());
                yield unmet == null ? runPhases(file, code) : Verdict.error(unmet);
            }
            case Reading.Refused(String reason) -> Verdict.error(reason);
        };
    }

    private Verdict runPhases(JobFile file, CheckedOut code) throws Stopped {
        deadline.limit(file.timeout(), "the timeout in skep.yml");
        var config = ExecutorConfig.of(ExecutorConfig.PROCESS);
        try (var place = workshop.executors().getFirst()
                .open(new Place(run.lease(), directory, List.of(), config))) {
            var environment = CommandEnvironment.of(place.variables(), workshop.host(), run.job(), code, file.env());
            var commands = new CommandRunner(place, reporter, run.lease(), stop);
            var where = new Surroundings(code.directory(), environment, file.quietTimeout());
            return new Phases(file, commands, where, reporter).run(run.job().jobType(), deadline.earliest());
        } catch (Executor.Unfit e) {
            return Verdict.error(e.reason());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    private void deleteDirectory() {
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            log.warn("directory {} could not be deleted: delete it by hand", directory, e);
        }
    }
}
