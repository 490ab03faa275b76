package dev.skep.drone.job;

import java.io.IOException;
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
import dev.skep.drone.job.StopOrder.Cause;
import dev.skep.drone.plugin.Errand;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.JobInfo;
import dev.skep.message.JobRun;
import dev.skep.message.PluginUse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one execution of a job, step by step: accept, check out, read the file, plan, run the phases, done. */
public final class JobRunner {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    private static final int LEASE_SHOWN = 8;

    private final JobRun run;
    private final Workshop workshop;
    private final JobSecrets secrets;
    private final @Nullable String closed;
    private final Reporter reporter;
    private final Path directory;
    private final JobDeadline deadline;
    private final CompletableFuture<@Nullable Void> accepted = new CompletableFuture<>();
    private final StopOrder stop = new StopOrder();
    private final Cancellation cancellation;
    private final DeployPermit permit;

    /** @param closed why the job's secrets cannot be opened; null when they are open */
    JobRunner(JobRun run, Workshop workshop, JobSecrets secrets, @Nullable String closed, Reporter reporter) {
        this.run = run;
        this.workshop = workshop;
        this.secrets = secrets;
        this.closed = closed;
        this.reporter = reporter;
        this.directory = workshop.host().work().resolve(directoryName(run.execution()));
        this.cancellation = new Cancellation(stop, reporter);
        this.permit = new DeployPermit(run.execution(), workshop.host(), workshop.permits(), stop);
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

    /** The drone leaves: ends the job's processes, and then the job, without a verdict. */
    public void abandon() {
        stop.end(Cause.ABANDONED);
    }

    /** The word of this execution counts no more: ends its processes, and says nothing further. */
    public void supersede(String reason) {
        reporter.mute();
        if (stop.end(Cause.SUPERSEDED)) {
            log.info("execution {} is ended: {}", run.execution(), reason);
        }
    }

    /** Somebody wants the job no more: ends its processes, and cleans up. */
    public void cancel(String by) {
        stop.cancel(by, () -> reporter.report(stamp -> new JobEvent.Cancelling(stamp, by)));
    }

    /** A gateway lets the job deploy. */
    public void permit() {
        permit.grant();
    }

    /** Sends at once what has not been sent, and says how far the job is. */
    public JobInfo info() {
        return reporter.sendAll(workshop.host().drone());
    }

    /**
     * Runs the job from beginning to end; afterwards nothing of it is left on this machine.
     *
     * @return whether nothing more is to be said of it; false when it was stopped before its last event
     */
    public boolean run() {
        try {
            accept();
            var verdict = cancellation.during(this::verdict, null);
            reporter.report(stamp -> new JobEvent.Done(stamp, verdict.conclusion(), verdict.reason(),
                    reporter.summary()));
            return true;
        } catch (NeedsAnotherDrone e) {
            reporter.report(stamp -> new JobEvent.Requeued(stamp, e.reason(), e.needs()));
            return true;
        } catch (Stopped e) {
            return stop.cause() == Cause.SUPERSEDED;
        } finally {
            reporter.close(workshop.host().drone());
            deleteDirectory();
        }
    }

    private void accept() {
        var host = workshop.host();
        reporter.report(stamp -> new JobEvent.Accepted(stamp, host.drone(), host.incarnation()));
        reporter.delivered().thenRun(() -> accepted.complete(null));
        reporter.report(JobEvent.Started::new);
    }

    private Verdict verdict() throws Stopped, NeedsAnotherDrone {
        try {
            return closed == null ? checkOut() : Verdict.error(closed);
        } catch (RuntimeException | Error e) { // whatever it is, the job must end
            log.error("job {} could not be run", run.execution(), e);
            return Verdict.error("the drone failed to run the job, and its log says more: " + e);
        }
    }

    private Verdict checkOut() throws Stopped, NeedsAnotherDrone {
        var job = run.job();
        var repo = job.repo();
        var checkouts = workshop.tools().checkouts().get(repo.vcs());
        if (checkouts == null) {
            return Verdict.error("drone " + workshop.host().drone() + " has no " + repo.vcs().word()
                    + ": install it there, and start the drone anew");
        }
        var source = new Source(repo.url(), secrets.repository(), Boolean.TRUE.equals(repo.submodules()), repo.depth());
        var errand = errand();
        return switch (checkouts.checkOut(source, job.ref(), directory.resolve("code"), errand::isOver)) {
            case CheckedOut code -> {
                reporter.report(stamp -> new JobEvent.CheckedOut(stamp, code.commit(), code.branch()));
                yield readFile(code);
            }
            case Checkout.Failed(String reason) -> Verdict.failed(reason, errand);
        };
    }

    /** With the limits that are known by now. */
    private Errand errand() {
        return new Errand(run.lease(), deadline.earliest(), stop.future(), cancellation::leave);
    }

    private Verdict readFile(CheckedOut code) throws Stopped, NeedsAnotherDrone {
        return switch (JobFileReader.read(code.directory())) {
            case Reading.Read(JobFile file) -> plan(file, code);
            case Reading.Missing missing when run.job().plugins().stream().anyMatch(PluginUse::enabled) ->
                plan(JobFile.NONE, code);
            case Reading.Missing missing -> Verdict.error("the repository has no " + JobFile.NAME + ": add one; "
                    + JobFileReader.SMALLEST + ". Or give the project plugins that know what to do");
            case Reading.Refused(String reason) -> Verdict.error(reason);
        };
    }

    private Verdict plan(JobFile file, CheckedOut code) throws Stopped, NeedsAnotherDrone {
        var host = workshop.host();
        try {
            var plan = Plan.of(run.job(), file, host, workshop.tools().offer(host.labels()));
            deadline.limit(file.timeout(), "the timeout in skep.yml");
            return new PlannedJob(run, workshop, secrets, plan, reporter, stop, cancellation, permit).run(code,
                    directory, errand());
        } catch (Plan.Contradiction e) {
            return Verdict.error(e.reason());
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
