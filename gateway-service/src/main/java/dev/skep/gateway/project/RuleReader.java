package dev.skep.gateway.project;

import java.util.ArrayList;
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
        var list = given == null ? List.<@Nullable BranchBody>of() : given;
        field.refuse(list.size() > MOST, "takes at most " + MOST + " rules");
        var read = new ArrayList<Project.Branch>();
        for (var index = 0; index < list.size(); index++) {
            var at = field.at(index);
            var rule = list.get(index);
            var pattern = pattern(at.child("pattern"), rule == null ? null : rule.pattern());
            var earlier = before.stream().filter(other -> other.pattern().equals(pattern))
                    .map(Project.Branch::plugins).findFirst().orElse(List.of());
            read.add(new Project.Branch(pattern, rule == null || rule.type() == null ? JobType.TEST : rule.type(),
                    plugins.read(at.child("plugins"), rule == null ? null : rule.plugins(), earlier)));
        }
        return read;
    }

    /** The projects that this one follows. */
    static List<Project.Dependency> dependencies(Field field, @Nullable List<@Nullable DependencyBody> given,
            Vcs vcs) {
        var list = given == null ? List.<@Nullable DependencyBody>of() : given;
        field.refuse(list.size() > MOST, "takes at most " + MOST + " projects");
        var read = new ArrayList<Project.Dependency>();
        for (var index = 0; index < list.size(); index++) {
            var at = field.at(index);
            var other = list.get(index);
            if (other == null || other.project() == null || other.project().isBlank()) {
                throw at.child("project").invalid("must name a project");
            }
            if (other.branch() != null) {
                RefNames.requireBranch(at.child("branch"), other.branch(), vcs);
            }
            var pattern = other.pattern() == null ? ANY : pattern(at.child("pattern"), other.pattern());
            read.add(new Project.Dependency(other.project(), pattern, other.branch()));
        }
        return read;
    }

    private static String pattern(Field field, @Nullable String pattern) {
        if (pattern == null || pattern.isBlank()) {
            throw field.invalid("must not be blank: name a branch, * standing for any characters");
        }
        field.requireLine(pattern, MOST_OF_A_PATTERN);
        return pattern;
    }
}
