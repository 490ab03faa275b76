package dev.skep.gateway.project;

import java.util.List;

import dev.skep.gateway.problem.Problem;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Projects by REST. */
@RestController
@RequestMapping("/api/v1/projects")
class ProjectController {

    private final Projects projects;
    private final ProjectReader reader;

    ProjectController(Projects projects, ProjectReader reader) {
        this.projects = projects;
        this.reader = reader;
    }

    record Page(List<ProjectBody> items, @Nullable String next) {}

    @GetMapping
    Page list() {
        return new Page(projects.all().stream().map(ProjectBody::of).toList(), null);
    }

    @GetMapping("/{name}")
    ProjectBody get(@PathVariable String name) {
        return ProjectBody.of(projects.get(name));
    }

    /** Makes the project, or replaces it as a whole but for secrets that are left out. */
    @PutMapping("/{name}")
    ResponseEntity<ProjectBody> put(@PathVariable String name, @Valid @RequestBody ProjectBody body) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")) {
            throw new Problem(Problem.Kind.INVALID, "name",
                    "a project's name has up to 100 letters, digits, '.', '_' and '-', and begins with a letter or digit");
        }
        var before = projects.find(name);
        var project = reader.read(name, body, before);
        if (!project.dependencies().isEmpty()) {
            new Dependencies(projects.all()).require(project);
        }
        var status = before == null ? HttpStatus.CREATED : HttpStatus.OK;
        projects.save(project);
        return ResponseEntity.status(status).body(ProjectBody.of(project));
    }

    /** Forgets the project; the history of its jobs stays. */
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String name) {
        projects.get(name);
        var followers = projects.followersOf(name).stream().map(Project::name).toList();
        if (!followers.isEmpty()) {
            throw new Problem(Problem.Kind.CONFLICT, "dependencies", "jobs of " + String.join(", ", followers)
                    + " follow those of " + name + ": take it out of their dependencies first");
        }
        projects.delete(name);
    }
}
