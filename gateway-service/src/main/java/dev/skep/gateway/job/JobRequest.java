package dev.skep.gateway.job;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import dev.skep.gateway.problem.Problem;
import dev.skep.gateway.project.Project;
import dev.skep.message.JobType;
import dev.skep.message.Ref;
import dev.skep.message.Trigger;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What somebody says who starts a job by hand. */
record JobRequest(@NotBlank @Size(max = 100) String project, @Nullable JobType type, @Nullable RefBody ref,
        @Nullable TriggerBody trigger, @Nullable Integer priority) {

    private static final String UNNAMED_APP = "api";

    record RefBody(@Nullable String branch, @Nullable String id, @Nullable String fetch) {}

    record TriggerBody(@Nullable String message, Trigger.@Nullable Author author, Trigger.@Nullable Source source) {}

    /** The type asked for, or else what a push to the branch would start. */
    JobType typeFor(Project project) {
        if (type != null) {
            return type;
        }
        var ofBranch = ref == null || ref.branch == null ? null : project.typeFor(ref.branch);
        return ofBranch == null ? JobType.TEST : ofBranch;
    }

    Ref checkedRef() {
        if (priority != null && priority != 0) {
            throw new Problem(Problem.Kind.NOT_SUPPORTED, "priority",
                    "priority is not supported by this version: leave it out");
        }
        if (ref == null) {
            return Ref.DEFAULT;
        }
        if (ref.fetch != null && (ref.branch != null || ref.id != null)) {
            throw new Problem(Problem.Kind.INVALID, "ref.fetch", "ref takes branch and id, or fetch, not both");
        }
        if (ref.id != null && !ref.id.matches("[0-9a-f]{40}|[0-9a-f]{64}")) {
            throw new Problem(Problem.Kind.INVALID, "ref.id",
                    "ref.id takes a whole commit id of 40 lower-case hex digits: see git rev-parse");
        }
        return new Ref(ref.branch, ref.id, ref.fetch);
    }

    /** An idempotency key stands for one request: another one under it would be taken for done. */
    void requireSame(Job job, Project project) {
        var asked = checkedRef();
        var made = job.order().ref();
        // A job that named no branch learns at the checkout which one it was.
        if (job.order().type() != typeFor(project)
                || (asked.branch() != null && !asked.branch().equals(made.branch()))
                || !Objects.equals(asked.fetch(), made.fetch())
                || (asked.id() != null && !asked.id().equals(made.id()))) {
            throw new Problem(Problem.Kind.CONFLICT, "Idempotency-Key",
                    "this key made another job, " + job.id() + ": a new request takes a new key");
        }
    }

    Trigger checkedTrigger(Instant now) {
        var given = trigger == null ? new TriggerBody(null, null, null) : trigger;
        return new Trigger(Trigger.MANUAL, given.author, given.message, now.truncatedTo(ChronoUnit.MILLIS), null,
                given.source == null ? new Trigger.Api(UNNAMED_APP) : given.source);
    }
}
