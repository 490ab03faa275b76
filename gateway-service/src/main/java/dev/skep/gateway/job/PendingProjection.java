package dev.skep.gateway.job;

import dev.skep.gateway.job.Job.Pending;
import dev.skep.gateway.job.Job.Rank;
import dev.skep.message.JobNotice;
import org.springframework.data.mongodb.core.BulkOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;

/**
 * What the queen's word on a waiting job changes in its document. Also a job that a drone gave back waits; one that a drone
 * has does not. What is older than what is known already is no news.
 *
 * @param notice the queen's word
 */
record PendingProjection(JobNotice.Pending notice) {

    /** Adds the change, for operations that are executed in order. */
    void addTo(BulkOperations bulk) {
        var code = notice.code().name();
        var fresh = new Pending(code, notice.message(), notice.at(), notice.at(), notice.placement());
        bulk.updateOne(document(Criteria.where("progress.pending.code").ne(code)),
                Update.update("progress.pending", fresh).unset("progress.drone"));
        // For a reason of the same kind it waits since it began to. Finds nothing after the first change, which is as new.
        bulk.updateOne(document(Criteria.where("progress.pending.code").is(code)),
                new Update().set("progress.pending.message", notice.message()).set("progress.pending.at", notice.at())
                        .set("progress.pending.choice", notice.placement()));
    }

    private Query document(Criteria code) {
        return Query.query(new Criteria().andOperator(
                Criteria.where("_id").is(notice.job()).and("progress.attempt").is(notice.attempt())
                        .and("progress.rank").lt(Rank.ACCEPTED),
                before("progress.times.assigned"), before("progress.pending.at"), code));
    }

    private Criteria before(String field) {
        return new Criteria().orOperator(Criteria.where(field).is(null), Criteria.where(field).lt(notice.at()));
    }
}
