package dev.skep.drone.job;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

import dev.skep.drone.secret.Masker;
import dev.skep.message.JobRun;
import dev.skep.seal.Keyring;

/**
 * What all jobs of a drone share.
 *
 * @param keyring opens what is sealed
 * @param threads where programs of plugins are listened to
 * @param timer sends output that has waited long enough
 */
public record Workshop(Host host, Tools tools, Keyring keyring, EventSink events, InstantSource clock, Executor threads,
        ScheduledExecutorService timer) {

    /** Gets an execution ready to run. */
    public JobRunner runner(JobRun run) {
        try {
            var secrets = JobSecrets.open(run.job(), keyring);
            return new JobRunner(run, this, secrets, null, reporter(run, secrets.masker()));
        } catch (Keyring.CannotOpen e) {
            var closed = "drone " + host.drone() + " cannot open the job's secrets: " + e.getMessage();
            return new JobRunner(run, this, JobSecrets.CLOSED, closed, reporter(run, Masker.NOTHING));
        }
    }

    private Reporter reporter(JobRun run, Masker masker) {
        return new Reporter(run.execution(), masker, events, clock, timer);
    }
}
