package dev.skep.gateway.job;

import dev.skep.message.Conclusion;
import dev.skep.message.JobEvent;
import dev.skep.message.Stamp;
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
 * claims an attempt that no drone has claimed before it; from then on the lease must match. A job that we gave up as lost
 * stays lost: its stream has ended so.
 */
final class JobProjection {

    private final Stamp execution;
    private final Update update = new Update();
    private int rank;

    /** Collects for the execution that this stamp names. */
    JobProjection(Stamp execution) {
        this.execution = execution;
    }

    /** The document, while this execution may change it. */
    Query query() {
        return Query.query(Criteria.where("_id").is(execution.job()).and("progress.attempt").is(execution.attempt())
                .and("progress.conclusion").ne(Conclusion.LOST)
                .orOperator(Criteria.where("progress.lease").is(execution.lease()),
                        Criteria.where("progress.rank").lt(ACCEPTED)));
    }

    /** All that was collected. */
    Update update() {
        update.max("progress.rank", rank);
        update.set("progress.lease", execution.lease());
        update.unset("progress.pending");
        return update;
    }

    /** Adds what this event changes. Events of no execution change nothing: the gateway wrote them itself. */
    void on(JobEvent.Status event) {
        var at = event.stamp().at();
        switch (event) {
            case JobEvent.Queued queued -> {
            }
            case JobEvent.Lost lost -> {
            }
            case JobEvent.Requeued requeued -> {
            }
            case JobEvent.Assigned assigned -> reached(ASSIGNED).set("progress.drone", assigned.drone())
                    .set("progress.placement", assigned.reason()).set("progress.times.assigned", at);
            case JobEvent.Accepted accepted -> reached(ACCEPTED).set("progress.drone", accepted.drone())
                    .set("progress.incarnation", accepted.incarnation());
            case JobEvent.Started started -> reached(RUNNING).set("progress.times.started", at);
            case JobEvent.CheckedOut checkedOut -> reached(RUNNING).set("order.ref.id", checkedOut.commit());
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
                        .set("progress.lastSeq", done.stamp().seq()).set("progress.log", done.log());
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
