package dev.skep.gateway.job;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.message.DroneInfo;
import dev.skep.message.Execution;
import dev.skep.message.JobCancel;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.JobPermit;
import dev.skep.message.JobQueryPermit;
import dev.skep.message.JobSuperseded;
import dev.skep.message.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Sees to it that of each job one execution counts, and that the drones know: who runs another one is told to end it, and
 * who runs one that somebody cancelled, too. Orders may be lost; each heartbeat that still shows the execution brings them
 * again.
 */
@Component
public class Fence {

    private final Jobs jobs;
    private final ConfirmedPublisher publisher;
    private final Topology topology;
    private final InstantSource clock;

    Fence(Jobs jobs, ConfirmedPublisher publisher, Topology topology, InstantSource clock) {
        this.jobs = jobs;
        this.publisher = publisher;
        this.topology = topology;
        this.clock = clock;
    }

    /** A drone says what it runs. */
    public void on(DroneInfo info) {
        check(info.drone(), info.incarnation(), info.running());
    }

    /** Drones say that they have begun; the store knows it. */
    public void on(Collection<JobEvent.Accepted> begun) {
        begun.stream().collect(Collectors.groupingBy(event -> new Start(event.drone(), event.incarnation())))
                .forEach((start, events) -> check(start.drone, start.incarnation,
                        events.stream().map(event -> event.stamp().execution()).filter(e -> e != null).toList()));
    }

    /** A start of a drone. */
    private record Start(String drone, String incarnation) {}

    private void check(String drone, String incarnation, List<Execution> running) {
        if (!running.isEmpty()) {
            var known = jobs.slim(running.stream().map(Execution::job).toList());
            running.forEach(execution -> check(drone, incarnation, execution, known));
        }
    }

    private void check(String drone, String incarnation, Execution execution, Map<String, Job> known) {
        var job = known.get(execution.job());
        var superseded = superseded(job, execution, incarnation);
        if (superseded != null) {
            order(drone, new JobSuperseded(execution.job(), execution.attempt(), execution.lease(), superseded));
        } else if (job != null && job.cancel() != null) {
            order(drone, new JobCancel(job.id(), job.cancel().by()));
        }
    }

    /** Why the word of this execution does not count; null when it does, or may yet. */
    private static @Nullable String superseded(@Nullable Job job, Execution execution, String incarnation) {
        if (job == null) {
            return "there is no such job";
        }
        var attempt = job.progress().attempt();
        if (attempt > execution.attempt()) {
            return "attempt " + attempt + " has taken its place";
        }
        if (attempt < execution.attempt() || !(job.isWithDrone() || job.isFinished())) {
            return null;
        }
        var counts = job.execution().filter(execution::equals).isPresent();
        if (job.isFinished() && !(counts && job.progress().closing() == null)) {
            return "the job is over: " + job.progress().conclusion();
        }
        if (!counts) {
            return "another drone has this attempt";
        }
        var permit = job.progress().permit();
        return permit == null || permit.incarnation().equals(incarnation)
                ? null
                : "an earlier start of the drone may have deployed it";
    }

    /** A drone wants to deploy. It hears of it either way, and asks again until it does. */
    public void on(JobQueryPermit wish) {
        if (jobs.permit(wish, clock.instant())) {
            order(wish.drone(), new JobPermit(wish.job(), wish.attempt(), wish.lease()));
        } else {
            check(wish.drone(), wish.incarnation(), List.of(wish.execution()));
        }
    }

    /** A queen says that jobs wait; she may have missed that they are over, as somebody cancelled them. */
    public void onPending(Collection<JobNotice.Pending> notices) {
        if (!notices.isEmpty()) {
            jobs.slim(notices.stream().map(JobNotice.Pending::job).distinct().toList()).values().stream()
                    .filter(Job::isFinished).map(job -> new JobCancel(job.id(), whoEnded(job)))
                    .forEach(order -> order(Topology.ALL_QUEENS, order));
        }
    }

    private static String whoEnded(Job over) {
        return over.cancel() == null ? "a gateway" : over.cancel().by();
    }

    /** Lets the queens and the job's drone know that nobody wants it any more. */
    void spread(Job job, Job.Cancel cancel) {
        var order = new JobCancel(job.id(), cancel.by());
        order(Topology.ALL_QUEENS, order);
        var drone = job.progress().drone();
        if (drone != null) {
            order(drone, order);
        }
    }

    private void order(String key, Message order) {
        publisher.announce(topology.control(), key, order);
    }
}
