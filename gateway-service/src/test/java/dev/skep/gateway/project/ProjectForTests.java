package dev.skep.gateway.project;

import java.util.List;
import java.util.Map;

import dev.skep.message.Repo;
import dev.skep.message.Vcs;
import org.springframework.data.mongodb.core.MongoOperations;

/** Projects with little to say. */
public final class ProjectForTests {

    private ProjectForTests() {}

    /** The projects of this store. */
    public static Projects all(MongoOperations store) {
        return new Projects(store);
    }

    /** A project with these rules for branches, and nothing else. */
    public static Project of(String name, Project.Branch... branches) {
        return new Project(name, Repo.open("https://example.org/" + name + ".git", Vcs.GIT), null, Map.of(), List.of(),
                List.of(branches), null, null, OnLost.RETRY, false, List.of());
    }
}
