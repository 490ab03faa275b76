package dev.skep.gateway.job;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.skep.gateway.history.History;
import dev.skep.gateway.job.Job.LostAttempt;
import dev.skep.gateway.job.Job.Progress;
import dev.skep.gateway.job.Job.Rank;
import dev.skep.gateway.problem.Problem;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.JobQueryPermit;
import dev.skep.message.Needs;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
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
        return orUnknown(find(id), id);
    }

    /**
     * The job without what is large and seldom looked at: what is sealed, and what the queen chose from.
     *
     * @throws Problem when there is none of that id
     */
    public Job slim(String id) {
        return orUnknown(findSlim(id), id);
    }

    /** The same, if there is a job of that id. */
    public Optional<Job> findSlim(String id) {
        return Optional.ofNullable(store.findOne(slim(Query.query(Criteria.where("_id").is(id))), Job.class));
    }

    private static Job orUnknown(Optional<Job> found, String id) {
        return found.orElseThrow(() -> new Problem(Problem.Kind.UNKNOWN_JOB, "id",
                "there is no job " + id + ": GET /api/v1/jobs lists them"));
    }

    private static Query slim(Query query) {
        query.fields().exclude("order.sealing", "progress.placements", "progress.pending.choice");
        return query;
    }

    /** Jobs that match, newest first, {@linkplain #slim(String) slim}. */
    List<Job> list(Query query) {
        return store.find(slim(query), Job.class);
    }

    /** Applies what drones and queens report. Events of a superseded execution change nothing. */
    public void apply(Collection<? extends JobEvent.Status> events) {
        var projections = new LinkedHashMap<Execution, JobProjection>();
        for (var event : events) {
            var stamp = event.stamp();
            if (stamp.lease() != null) {
                projections.computeIfAbsent(new Execution(stamp.job(), stamp.attempt(), stamp.lease()),
                        JobProjection::new).on(event);
            }
        }
        if (!projections.isEmpty()) {
            var bulk = store.bulkOps(BulkMode.UNORDERED, Job.class);
            projections.values().forEach(projection -> projection.addTo(bulk));
            bulk.execute();
        }
    }

    /** Notes why jobs wait, while they do. */
    public void applyPending(Collection<JobNotice.Pending> notices) {
        if (!notices.isEmpty()) {
            var bulk = store.bulkOps(BulkMode.ORDERED, Job.class);
            notices.forEach(notice -> new PendingProjection(notice).addTo(bulk));
            bulk.execute();
        }
    }

    /** Notes, for those of these jobs that are over, whether all of their events are stored by now. */
    public void checkComplete(Set<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        store.find(slim(Query.query(Criteria.where("_id").in(ids).and("progress.rank").is(Rank.FINISHED)
                .and("progress.logComplete").is(false))), Job.class).forEach(this::noteIfComplete);
    }

    /** The job as it is when all of its events are stored, if they are. */
    public Job checkComplete(Job job) {
        return noteIfComplete(job) ? slim(job.id()) : job;
    }

    private boolean noteIfComplete(Job job) {
        var last = job.progress().lastSeq();
        if (last == null || job.progress().logComplete() || history.firstMissing(job.currentAttempt()) <= last) {
            return false;
        }
        store.updateFirst(Query.query(Criteria.where("_id").is(job.id())),
                new Update().set("progress.logComplete", true), Job.class);
        return true;
    }

    /**
     * Gives the job another attempt.
     *
     * @param needs what a drone must offer; null for what was known before
     * @return the job as it is now; nothing when its attempt, execution or end has changed in the meantime
     */
    Optional<Job> again(Job before, LostAttempt last, @Nullable Needs needs) {
        var next = Progress.queued(last.attempt() + 1, before.progress().times().queued());
        var update = new Update().set("progress", next).push("lostAttempts", last).set("sent", false);
        return change(unchanged(before).and("progress.permit").is(null).and("cancel").is(null),
                needs == null ? update : update.set("order.needs", needs));
    }

    /**
     * Ends the job in a drone's stead.
     *
     * @param closing the first of the attempt's events that the gateway wrote itself; {@code done} is the last
     * @return the job as it is now; nothing when its attempt, execution or end has changed in the meantime
     */
    Optional<Job> end(Job before, long closing, JobEvent.Done done) {
        return change(unchanged(before),
                new Update().set("progress.rank", Rank.FINISHED).set("progress.conclusion", done.conclusion())
                        .set("progress.reason", done.reason()).set("progress.times.finished", done.stamp().at())
                        .set("progress.closing", closing).set("progress.lastSeq", done.stamp().seq())
                        .unset("progress.pending").unset("order.sealing").set("sent", true));
    }

    /** A job that is where it was: the same execution, no further. */
    private static Criteria unchanged(Job before) {
        var progress = before.progress();
        if (progress.rank() == Rank.FINISHED) {
            throw new IllegalArgumentException("job " + before.id() + " is over: nothing changes it any more");
        }
        return Criteria.where("_id").is(before.id()).and("progress.attempt").is(progress.attempt())
                .and("progress.lease").is(progress.lease()).and("progress.rank").is(progress.rank());
    }

    private Optional<Job> change(Criteria as, Update update) {
        return Optional.ofNullable(store.findAndModify(Query.query(as), update,
                FindAndModifyOptions.options().returnNew(true), Job.class));
    }

    /**
     * Lets an execution deploy, if its word counts and nobody wants the job ended. A drone's wish to deploy is as good a
     * word as its events that it has the job, which may still be on their way.
     *
     * @return false when it may not; true also when the same start of the drone was let before
     */
    boolean permit(JobQueryPermit wish, Instant now) {
        var update = new Update().set("progress.lease", wish.lease()).set("progress.drone", wish.drone())
                .set("progress.incarnation", wish.incarnation())
                .set("progress.permit", new Job.Permit(wish.incarnation(), now)).max("progress.rank", Rank.ACCEPTED);
        return change(mayDeploy(wish).and("progress.permit").is(null), update).isPresent() || store.exists(
                Query.query(mayDeploy(wish).and("progress.permit.incarnation").is(wish.incarnation())), Job.class);
    }

    private static Criteria mayDeploy(JobQueryPermit wish) {
        return JobProjection.document(wish.execution()).and("progress.rank").lt(Rank.FINISHED).and("cancel").is(null);
    }

    /**
     * Notes that somebody wants the job no more. The first one is remembered.
     *
     * @return false when the job is over, or was cancelled before
     */
    boolean cancel(String id, Job.Cancel cancel) {
        return change(Criteria.where("_id").is(id).and("progress.rank").lt(Rank.FINISHED).and("cancel").is(null),
                new Update().set("cancel", cancel)).isPresent();
    }

    /** The jobs that a start of this drone accepted, and that are not over. */
    List<Job> acceptedBy(String drone, String incarnation) {
        return store.find(accepted(drone, Criteria.where("progress.incarnation").is(incarnation)), Job.class);
    }

    /**
     * The jobs that this drone accepted in another incarnation than the given one, and that are not over. One of which it is
     * not known in which is none of them: it may be that its {@code job:started} came before its {@code job:accepted}.
     */
    List<Job> acceptedBefore(String drone, String incarnation) {
        return store.find(accepted(drone, Criteria.where("progress.incarnation").exists(true).ne(incarnation)),
                Job.class);
    }

    private static Query accepted(String drone, Criteria incarnation) {
        return Query.query(incarnation.and("progress.drone").is(drone).and("progress.rank").in(Rank.ACCEPTED,
                Rank.RUNNING));
    }

    /** The jobs that were put on this drone, and that it has not accepted. */
    List<Job> waitingFor(String drone) {
        return store.find(Query.query(Criteria.where("progress.drone").is(drone).and("progress.rank")
                .is(Rank.ASSIGNED)), Job.class);
    }

    /** The jobs that are not over and that the queen's queue was given, {@linkplain #slim(String) slim}. */
    public List<Job> underWay() {
        return store.find(slim(Query.query(Criteria.where("progress.rank").lt(Rank.FINISHED).and("sent").is(true))),
                Job.class);
    }

    /** Those of these jobs that there are, {@linkplain #slim(String) slim}, by their ids. */
    Map<String, Job> slim(Collection<String> ids) {
        return store.find(slim(Query.query(Criteria.where("_id").in(ids))), Job.class).stream()
                .collect(Collectors.toMap(Job::id, job -> job));
    }

    /** How many jobs wait on which drone: put there, and not begun. */
    public Map<String, Long> waitingByDrone() {
        var query = Query.query(Criteria.where("progress.rank").is(Rank.ASSIGNED).and("progress.pending").is(null));
        query.fields().include("progress.drone");
        return store.find(query, OnDrone.class, store.getCollectionName(Job.class)).stream()
                .collect(Collectors.groupingBy(job -> job.progress.drone, Collectors.counting()));
    }

    /** As much of a job as says where it is. */
    private record OnDrone(Where progress) {
        private record Where(String drone) {}
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
