package dev.skep.gateway.project;

import java.util.List;

import dev.skep.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Repository;

/** The projects in the store, and the numbers of their jobs. */
@Repository
public class Projects {

    private static final String COUNTERS = "counters";

    private final MongoOperations store;

    Projects(MongoOperations store) {
        this.store = store;
    }

    /** The project, or null. */
    public @Nullable Project find(String name) {
        return store.findById(name, Project.class);
    }

    /**
     * The project.
     *
     * @throws Problem when there is none of that name
     */
    public Project get(String name) {
        var project = find(name);
        if (project == null) {
            throw new Problem(Problem.Kind.UNKNOWN_PROJECT, "project",
                    "there is no project " + name + ": make it with PUT /api/v1/projects/" + name);
        }
        return project;
    }

    /** All projects, by name. */
    List<Project> all() {
        return store.find(new Query().with(Sort.by("_id")), Project.class);
    }

    /** The projects that follow this one, by name. */
    public List<Project> followersOf(String name) {
        return store.find(Query.query(Criteria.where("dependencies.project").is(name)).with(Sort.by("_id")),
                Project.class);
    }

    void save(Project project) {
        store.save(project);
    }

    void delete(String name) {
        store.remove(byName(name), Project.class);
    }

    /** The number for the project's next job, from 1; goes on even when the project is deleted and made again. */
    public long nextNumber(String name) {
        var counter = store.findAndModify(byName(name), new Update().inc("jobs", 1L),
                FindAndModifyOptions.options().upsert(true).returnNew(true), org.bson.Document.class, COUNTERS);
        if (counter == null || !(counter.get("jobs") instanceof Number number)) {
            throw new IllegalStateException("the store gave no number for a job of " + name);
        }
        return number.longValue();
    }

    private static Query byName(String name) {
        return Query.query(Criteria.where("_id").is(name));
    }
}
