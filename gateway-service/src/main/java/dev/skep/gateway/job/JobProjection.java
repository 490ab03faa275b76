package dev.skep.gateway.job;

import dev.skep.gateway.job.Job.Placed;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.Stamp;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

import static dev.skep.gateway.job.Job.Rank.ACCEPTED;
import static dev.skep.gateway.job.Job.Rank.ASSIGNED;
import static dev.skep.gateway.job.Job.Rank.FINISHED;
import static dev.skep.gateway.job.Job.Rank.RUNNING;

/**
 * What the events of one execution change in its job's document. Each kind of event sets its own fields and the rank only
 * rises: the same events give the same document in any order, once or twice.
 *
 * <p>The query is the fence: it finds the document only while this execution's word counts. The first event of a drone
 * claims an attempt that no drone has claimed before it; from then on the lease must match. A job that we ended ourselves
 * stays as it is: its stream has ended so.
 */
final class JobProjection {

    private final Execution execution;
    private final Update update = new Update();
    private @Nullable String branch;
    private int rank;

    /** Collects for this execution. */
    JobProjection(Execution execution) {
        this.execution = execution;
    }

    /** Adds all that was collected. */
    void addTo(BulkOperations bulk) {
        update.max("progress.rank", rank);
        update.set("progress.lease", execution.lease());
        update.unset("progress.pending");
        bulk.updateOne(Query.query(document(execution)), update);
        if (branch != null) {
            bulk.updateOne(
                    Query.query(document(execution).and("order.ref.branch").is(null).and("order.ref.fetch").is(null)),
                    Update.update("order.ref.branch", branch));
        }
    }

    /** The document, while this execution may change it. */
    static Criteria document(Execution execution) {
        return Criteria.where("_id").is(execution.job()).and("progress.attempt").is(execution.attempt())
                .and("progress.closing").is(null)
                .orOperator(Criteria.where("progress.lease").is(execution.lease()),
                        Criteria.where("progress.rank").lt(ACCEPTED));
    }

    /** Adds what this event changes. Events of no execution change nothing: the gateway wrote them itself. */
    void on(JobEvent.Status event) {
        var at = event.stamp().at();
        switch (event) {
            case JobEvent.Queued queued -> {
            }
            case JobEvent.Lost lost -> {
            }
            case JobEvent.Truncated truncated -> reached(RUNNING);
            case JobEvent.Cancelling cancelling -> reached(ACCEPTED).set("progress.cancelled.deliveredAt", at);
            case JobEvent.Cancelled cancelled -> reached(ACCEPTED).set("progress.cancelled.endedAt", at)
                    .set("progress.cancelled.signalled", cancelled.signalled())
                    .set("progress.cancelled.left", cancelled.left());
            // That the attempt was a drone's is all that must be known, for Recovery to make the next one.
            case JobEvent.Requeued requeued -> reached(ACCEPTED);
            case JobEvent.Assigned assigned -> reached(ASSIGNED).set("progress.drone", assigned.drone())
                    .set("progress.placements." + execution.lease(),
                            new Placed(assigned.drone(), assigned.reason(), at, assigned.placement()))
                    .set("progress.times.assigned", at);
            case JobEvent.Accepted accepted -> reached(ACCEPTED).set("progress.drone", accepted.drone())
                    .set("progress.incarnation", accepted.incarnation());
            case JobEvent.Started started -> reached(RUNNING).set("progress.times.started", at);
            case JobEvent.CheckedOut checkedOut -> {
                reached(RUNNING).set("order.ref.id", checkedOut.commit());
                branch = checkedOut.branch();
            }
            case JobEvent.CommandStarted command -> {
                var path = command(command.num());
                reached(RUNNING).set(path + "num", command.num()).set(path + "phase", command.phase())
                        .set(path + "screencmd", command.screencmd()).set(path + "startedAt", at);
                if (command.name() != null) {
                    update.set(path + "name", command.name());
                }
            }
            case JobEvent.CommandDone command -> {
                var path = command(command.num());
                reached(RUNNING).set(path + "num", command.num()).set(path + "exitCode", command.exitCode())
                        .set(path + "finishedAt", at);
            }
            case JobEvent.Tested tested -> reached(RUNNING).set("progress.testExitCode", tested.code())
                    .set("progress.times.tested", at);
            case JobEvent.Deployed deployed -> reached(RUNNING).set("progress.deployExitCode", deployed.code())
                    .set("progress.times.deployed", at);
            case JobEvent.Done done -> {
                reached(FINISHED).set("progress.conclusion", done.conclusion()).set("progress.times.finished", at)
                        .set("progress.lastSeq", done.stamp().seq()).set("progress.log", done.log())
                        .unset("order.sealing");
                if (done.reason() != null) {
                    update.set("progress.reason", done.reason());
                }
            }
        }
    }

    private Update reached(int reached) {
        rank = Math.max(rank, reached);
        return update;
    }

    private static String command(int num) {
        return "progress.commands." + num + ".";
    }
}
