package dev.skep.gateway.project;

import java.util.List;

import dev.skep.gateway.problem.Field;
import dev.skep.gateway.project.ProjectBody.BranchBody;
import dev.skep.gateway.project.ProjectBody.DependencyBody;
import dev.skep.message.JobType;
import dev.skep.message.Vcs;
import org.jspecify.annotations.Nullable;

/** Reads what starts jobs: pushes to branches, and the success of other projects. */
final class RuleReader {

    private static final int MOST = 100;
    private static final int MOST_OF_A_PATTERN = 255;
    private static final String ANY = "*";

    private RuleReader() {}

    /**
     * The rules of the branches.
     *
     * @param before the rules as they were, for secrets of plugins that are left out
     */
    static List<Project.Branch> branches(Field field, @Nullable List<@Nullable BranchBody> given,
            List<Project.Branch> before, PluginReader plugins) {
        return field.each(given, MOST, (at, rule) -> {
            var pattern = pattern(at.child("pattern"), rule.pattern());
            var earlier = before.stream().filter(other -> other.pattern().equals(pattern))
                    .map(Project.Branch::plugins).findFirst().orElse(List.of());
            return new Project.Branch(pattern, rule.type() == null ? JobType.TEST : rule.type(),
                    plugins.read(at.child("plugins"), rule.plugins(), earlier));
        });
    }

    /** The projects that this one follows. */
    static List<Project.Dependency> dependencies(Field field, @Nullable List<@Nullable DependencyBody> given,
            Vcs vcs) {
        return field.each(given, MOST, (at, other) -> {
            if (other.project() == null || other.project().isBlank()) {
                throw at.child("project").invalid("must name a project");
            }
            if (other.branch() != null) {
                RefNames.requireBranch(at.child("branch"), other.branch(), vcs);
            }
            var pattern = other.pattern() == null ? ANY : pattern(at.child("pattern"), other.pattern());
            return new Project.Dependency(other.project(), pattern, other.branch());
        });
    }

    private static String pattern(Field field, @Nullable String pattern) {
        if (pattern == null || pattern.isBlank()) {
            throw field.invalid("must not be blank: name a branch, * standing for any characters");
        }
        field.requireLine(pattern, MOST_OF_A_PATTERN);
        return pattern;
    }
}
