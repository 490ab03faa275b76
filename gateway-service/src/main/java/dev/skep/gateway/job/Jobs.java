package dev.skep.gateway.job;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.skep.gateway.history.History;
import dev.skep.gateway.job.Job.Rank;
import dev.skep.gateway.problem.Problem;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.FindAndReplaceOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The jobs in the store. Every change is one compare-and-set on one document. */
@Repository
public class Jobs {

    private final MongoOperations store;
    private final History history;

    Jobs(MongoOperations store, History history) {
        this.store = store;
        this.history = history;
    }

    /**
     * Stores a new job.
     *
     * @return the job, or the one that the same delivery made before
     */
    Job insert(Job job) {
        try {
            return store.insert(job);
        } catch (DuplicateKeyException e) {
            return byDelivery(job.delivery()).orElseThrow(() -> e);
        }
    }

    Optional<Job> byDelivery(@Nullable String delivery) {
        return delivery == null
                ? Optional.empty()
                : Optional.ofNullable(store.findOne(Query.query(Criteria.where("delivery").is(delivery)), Job.class));
    }

    /** The job, if there is one of that id. */
    public Optional<Job> find(String id) {
        return Optional.ofNullable(store.findById(id, Job.class));
    }

    /**
     * The job.
     *
     * @throws Problem when there is none of that id
     */
    public Job get(String id) {
        return find(id).orElseThrow(() -> new Problem(Problem.Kind.UNKNOWN_JOB, "id",
                "there is no job " + id + ": GET /api/v1/jobs lists them"));
    }

    /** Jobs that match, newest first. */
    List<Job> list(Query query) {
        return store.find(query, Job.class);
    }

    /** Applies what drones and queens report. Events of a superseded execution change nothing. */
    public void apply(Collection<? extends JobEvent.Status> events) {
        var projections = new LinkedHashMap<Execution, JobProjection>();
        for (var event : events) {
            var stamp = event.stamp();
            if (stamp.lease() != null) {
                projections.computeIfAbsent(new Execution(stamp.job(), stamp.attempt(), stamp.lease()),
                        execution -> new JobProjection(stamp)).on(event);
            }
        }
        if (!projections.isEmpty()) {
            var bulk = store.bulkOps(BulkMode.UNORDERED, Job.class);
            projections.values().forEach(projection -> bulk.updateOne(projection.query(), projection.update()));
            bulk.execute();
        }
    }

    /** Notes why a job waits, while it does. */
    public void apply(JobNotice.Pending notice) {
        store.updateFirst(
                Query.query(Criteria.where("_id").is(notice.job()).and("progress.attempt").is(notice.attempt())
                        .and("progress.rank").is(Rank.QUEUED)),
                new Update().set("progress.pending", new Job.Pending(notice.code().name(), notice.message())),
                Job.class);
    }

    /** Notes, for those of these jobs that are over, whether all of their events are stored by now. */
    public void checkComplete(Set<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        store.find(Query.query(Criteria.where("_id").in(ids).and("progress.rank").is(Rank.FINISHED)
                .and("progress.logComplete").is(false)), Job.class).forEach(this::checkComplete);
    }

    /** The job as it is when all of its events are stored, if they are. */
    public Job checkComplete(Job job) {
        var last = job.progress().lastSeq();
        if (last == null || job.progress().logComplete() || history.firstMissing(job.currentAttempt()) <= last) {
            return job;
        }
        store.updateFirst(Query.query(Criteria.where("_id").is(job.id())),
                new Update().set("progress.logComplete", true), Job.class);
        return get(job.id());
    }

    /** Replaces the job, unless its attempt, execution or end has changed in the meantime. */
    boolean replace(Job before, Job after) {
        var unchanged = Query.query(Criteria.where("_id").is(before.id()).and("progress.attempt")
                .is(before.progress().attempt()).and("progress.lease").is(before.progress().lease())
                .and("progress.rank").lt(Rank.FINISHED));
        return store.findAndReplace(unchanged, after, FindAndReplaceOptions.none()) != null;
    }

    /** The jobs that this drone accepted in another incarnation than the given one, and that are not over. */
    List<Job> abandonedBy(String drone, String incarnation) {
        return store.find(Query.query(Criteria.where("progress.drone").is(drone).and("progress.rank")
                .in(Rank.ACCEPTED, Rank.RUNNING).and("progress.incarnation").ne(incarnation)), Job.class);
    }

    void markSent(String id, int attempt) {
        store.updateFirst(Query.query(Criteria.where("_id").is(id).and("progress.attempt").is(attempt)),
                new Update().set("sent", true), Job.class);
    }

    /** The jobs that the queen's queue may not have, oldest first. */
    List<Job> unsent() {
        return store.find(
                Query.query(Criteria.where("sent").is(false).and("progress.rank").lt(Rank.ACCEPTED))
                        .with(Sort.by("_id")),
                Job.class);
    }

    /** Takes all jobs that no drone has accepted for not sent, because the broker forgot them. */
    void markAllWaitingUnsent() {
        store.updateMulti(Query.query(Criteria.where("progress.rank").lt(Rank.ACCEPTED)),
                new Update().set("sent", false),
                Job.class);
    }
}
