package dev.skep.gateway.job;

import java.time.Instant;
import java.util.Objects;

import dev.skep.gateway.problem.Field;
import dev.skep.gateway.problem.Problem;
import dev.skep.gateway.project.Project;
import dev.skep.message.JobType;
import dev.skep.message.Ref;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says who starts a job by hand.
 *
 * @param priority -1000 to 1000; among jobs that wait, the higher goes first
 */
record JobRequest(@NotBlank @Size(max = 100) String project, @Nullable JobType type, @Nullable RefBody ref,
        @Nullable TriggerBody trigger, @Nullable Integer priority) {

    private static final int MOST_PRIORITY = 1000;

    record RefBody(@Nullable String branch, @Nullable String id, @Nullable String fetch) {}

    /** The job that is asked for. */
    NewJob checked(Project of, String user, Instant now) {
        var said = trigger == null ? TriggerBody.NONE : trigger;
        return NewJob.of(typeFor(of), checkedRef(), said.checked(now), user).withPriority(checkedPriority());
    }

    /** The type asked for, or else what a push to the branch would start. */
    private JobType typeFor(Project of) {
        if (type != null) {
            return type;
        }
        var ofBranch = ref == null || ref.branch == null ? null : of.typeFor(ref.branch);
        return ofBranch == null ? JobType.TEST : ofBranch;
    }

    private int checkedPriority() {
        var asked = priority == null ? 0 : priority;
        new Field("priority").refuse(Math.abs((long) asked) > MOST_PRIORITY,
                "takes " + -MOST_PRIORITY + " to " + MOST_PRIORITY);
        return asked;
    }

    private Ref checkedRef() {
        if (ref == null) {
            return Ref.DEFAULT;
        }
        new Field("ref.fetch").refuse(ref.fetch != null && (ref.branch != null || ref.id != null),
                "stands alone: ref takes branch and id, or fetch");
        return new Ref(ref.branch, ref.id, ref.fetch);
    }

    /** An idempotency key stands for one job: another one under it would be taken for done. */
    void requireSame(Job job, NewJob asked) {
        var made = job.order();
        var id = asked.ref().id();
        var branch = asked.ref().branch();
        if ((type != null && made.type() != type) || made.priority() != asked.priority()
                || (branch != null && !branch.equals(made.ref().branch())) // one that named none learns it at the checkout
                || !Objects.equals(asked.ref().fetch(), made.ref().fetch())
                || (id != null && !id.equals(made.ref().id()))) {
            throw new Problem(Problem.Kind.CONFLICT, "Idempotency-Key",
                    "this key made another job, " + job.id() + ": a new request takes a new key");
        }
    }
}
