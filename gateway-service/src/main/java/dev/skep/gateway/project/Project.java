package dev.skep.gateway.project;

import java.time.Duration;
import java.util.List;

import dev.skep.message.JobType;
import dev.skep.message.Repo;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.util.PatternMatchUtils;

/**
 * A repository that Skep runs jobs for.
 *
 * @param name its name, unique
 * @param repo where the code is
 * @param webhookSecret what webhooks are signed with; null when none are taken
 * @param branches what a push to each branch does, first match first; empty means {@code TEST} for all
 * @param timeout the longest that one of its jobs may run, null for the drones' own limit
 */
@Document("projects")
public record Project(@Id String name, Repo repo, @Nullable String webhookSecret, List<Branch> branches,
        @Nullable Duration timeout) {

    /**
     * What a push to a branch does.
     *
     * @param pattern the branch's name, {@code *} standing for any characters
     * @param type the type of the job that it starts
     */
    public record Branch(String pattern, JobType type) {}

    /** The type of job that a push to this branch starts; null when it starts none. */
    public @Nullable JobType typeFor(String branch) {
        if (branches.isEmpty()) {
            return JobType.TEST;
        }
        return branches.stream().filter(rule -> PatternMatchUtils.simpleMatch(rule.pattern, branch)).map(Branch::type)
                .findFirst().orElse(null);
    }
}
