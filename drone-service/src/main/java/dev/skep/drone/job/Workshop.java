package dev.skep.drone.job;

import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.skep.drone.secret.Masker;
import dev.skep.message.JobQueryPermit;
import dev.skep.message.JobRun;
import dev.skep.seal.Keyring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all jobs of a drone share.
 *
 * @param keyring opens what is sealed
 * @param events where those of an execution go that begins
 * @param permits takes what asks whether a job may deploy; it may get lost
 * @param threads where programs of plugins are listened to
 * @param timer sends output that has waited long enough
 */
public record Workshop(Host host, Tools tools, Keyring keyring, Function<JobRun, EventSink> events,
        Consumer<JobQueryPermit> permits, InstantSource clock, Executor threads, ScheduledExecutorService timer) {

    private static final Logger log = LoggerFactory.getLogger(Workshop.class);

    /** Gets an execution ready to run, which takes a while where it has many secrets. */
    public JobRunner runner(JobRun run) {
        try {
            var secrets = JobSecrets.open(run.job(), keyring);
            return new JobRunner(run, this, secrets, null, reporter(run, secrets.masker()));
        } catch (Keyring.CannotOpen e) {
            return closed(run, ": " + e.getMessage());
        } catch (RuntimeException | Error e) { // whatever it is, the job must end
            log.error("the secrets of job {} could not be opened", run.execution(), e);
            return closed(run, ", and its log says why");
        }
    }

    private JobRunner closed(JobRun run, String why) {
        return new JobRunner(run, this, JobSecrets.CLOSED,
                "drone " + host.drone() + " cannot open the job's secrets" + why, reporter(run, Masker.NOTHING));
    }

    private Reporter reporter(JobRun run, Masker masker) {
        return new Reporter(run.execution(), masker, events.apply(run), clock, timer);
    }
}
