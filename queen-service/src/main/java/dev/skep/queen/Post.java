package dev.skep.queen;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.message.DroneLost;
import dev.skep.message.DroneQueryInfo;
import dev.skep.message.Echo;
import dev.skep.message.JobData;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.JobRun;
import dev.skep.message.Placement;
import dev.skep.message.QueueNew;
import dev.skep.message.Stamp;
import org.jspecify.annotations.Nullable;

/** What the queen sends. */
final class Post {

    private final String id;
    private final ConfirmedPublisher publisher;
    private final Topology topology;
    private final InstantSource clock;

    /** @param id this queen's instance: the source of what she publishes */
    Post(String id, ConfirmedPublisher publisher, Topology topology, InstantSource clock) {
        this.id = id;
        this.publisher = publisher;
        this.topology = topology;
        this.clock = clock;
    }

    /** Asks all drones who they are. */
    void ask() {
        publisher.announce(topology.control(), Topology.ALL_DRONES, new DroneQueryInfo());
    }

    /** The job as it goes to the chosen drone, under a new lease. */
    JobRun run(JobData job, Decision.Placed choice, Placement placement) {
        var lease = UUID.randomUUID().toString();
        var stamp = new Stamp(job.id(), job.attempt(), lease, Stamp.ASSIGNED,
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return new JobRun(job, lease,
                new JobEvent.Assigned(stamp, choice.drone(), choice.reason(), placement));
    }

    /**
     * Puts a job on its drone's queue, and tells so.
     *
     * @return done when the broker has both; fails when the drone has no queue
     */
    CompletableFuture<@Nullable Void> assign(JobRun run) {
        var assigned = run.assigned();
        // In this order on one channel: whoever hears of the run could have heard of the assignment.
        var told = publisher.insist(topology.events(), Topology.eventKey(id, assigned), assigned);
        return publisher.publish(topology.jobs(), assigned.drone(), run).thenCompose(done -> told);
    }

    /** Asks this drone to speak up; completes with false when it has no connection to the broker. */
    CompletableFuture<Boolean> probe(String drone) {
        return publisher.publish(topology.control(), drone, new DroneQueryInfo())
                .handle((done, refused) -> refused == null);
    }

    /** Sends herself a message, to know that the broker passes messages on. */
    void echo(long number) {
        publisher.announce(topology.control(), id, new Echo(id, number));
    }

    /** Tells everybody that a drone is gone. */
    void lost(DroneLost lost) {
        publisher.insist(topology.events(), Topology.lostKey(lost), lost);
    }

    /** Tells why a job waits. */
    void pending(JobData job, Decision.Waits why, Placement placement) {
        var notice = new JobNotice.Pending(job.id(), job.attempt(), clock.instant().truncatedTo(ChronoUnit.MILLIS),
                why.code(), why.message(), placement);
        publisher.insist(topology.events(), Topology.noticeKey(id, notice), notice);
    }

    /** Sends herself a job anew that waits for long. */
    void renew(JobData job) {
        publisher.insist(topology.jobs(), Topology.NEW, QueueNew.of(job));
    }

    /**
     * Sends herself a job that was taken back from a drone's queue.
     *
     * @return done when the broker has it
     */
    CompletableFuture<@Nullable Void> takenBack(JobRun run) {
        return publisher.publish(topology.jobs(), Topology.NEW, QueueNew.back(run));
    }
}
