package dev.skep.gateway.project;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.skep.gateway.problem.Field;

/** Which project follows which: only projects that are there, and never in a circle. */
final class Dependencies {

    private final Map<String, List<String>> followed = new HashMap<>();

    Dependencies(List<Project> projects) {
        projects.forEach(project -> followed.put(project.name(), namesIn(project)));
    }

    private static List<String> namesIn(Project project) {
        return project.dependencies().stream().map(Project.Dependency::project).toList();
    }

    /** Lets the project pass when it can be put to the others. */
    void require(Project project) {
        followed.put(project.name(), namesIn(project));
        for (var index = 0; index < project.dependencies().size(); index++) {
            var field = new Field("dependencies").at(index);
            var other = project.dependencies().get(index).project();
            field.refuse(!followed.containsKey(other),
                    "names " + other + ", and there is no such project: make it first");
            var path = path(other, project.name(), new HashSet<>());
            field.refuse(!path.isEmpty(), "makes a circle: " + project.name() + " → " + String.join(" → ", path));
        }
    }

    /** The projects on the way from one to the other, both included; empty when there is no way. */
    private List<String> path(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return List.of(to);
        }
        if (seen.add(from)) {
            for (var next : followed.getOrDefault(from, List.of())) {
                var rest = path(next, to, seen);
                if (!rest.isEmpty()) {
                    var path = new ArrayList<>(List.of(from));
                    path.addAll(rest);
                    return path;
                }
            }
        }
        return List.of();
    }
}
