package dev.skep.gateway.job;

import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import dev.skep.gateway.problem.Problem;
import dev.skep.gateway.project.Projects;
import dev.skep.message.Conclusion;
import dev.skep.message.JobType;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Jobs by REST: start one, see one and why it is where it is, list them. */
@RestController
@RequestMapping("/api/v1/jobs")
class JobController {

    private static final int MOST_ITEMS = 200;

    private final Jobs jobs;
    private final Projects projects;
    private final Intake intake;
    private final Cancellation cancellation;
    private final InstantSource clock;

    JobController(Jobs jobs, Projects projects, Intake intake, Cancellation cancellation, InstantSource clock) {
        this.jobs = jobs;
        this.projects = projects;
        this.intake = intake;
        this.cancellation = cancellation;
        this.clock = clock;
    }

    record Page(List<JobView> items, @Nullable String next) {}

    @PostMapping
    ResponseEntity<AcceptedJob> start(@Valid @RequestBody JobRequest request, @Parameter(hidden = true) Principal user,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        var project = projects.get(request.project());
        var delivery = key == null ? null : "api:" + project.name() + ":" + key;
        var wanted = request.checked(project, user.getName(), clock.instant());
        var job = intake.accept(project, wanted, delivery);
        request.requireSame(job, wanted);
        return AcceptedJob.answer(job);
    }

    @GetMapping("/{id}")
    JobView get(@PathVariable String id) {
        return JobView.of(jobs.checkComplete(jobs.slim(id)));
    }

    @PostMapping("/{id}/cancel")
    ResponseEntity<JobView> cancel(@PathVariable String id, @Parameter(hidden = true) Principal user) {
        return ResponseEntity.accepted().body(JobView.of(cancellation.cancel(id, user.getName())));
    }

    @GetMapping("/{id}/placement")
    PlacementView placement(@PathVariable String id) {
        return PlacementView.of(jobs.get(id));
    }

    private static @Nullable String checked(@Nullable String cursor) {
        if (cursor == null || cursor.isBlank()) {
            return null;
        }
        if (!cursor.matches("[0-9a-f-]{36}")) {
            throw new Problem(Problem.Kind.INVALID, "cursor", "cursor takes the next of the page before");
        }
        return cursor;
    }

    @GetMapping
    Page list(@RequestParam(required = false) @Nullable String project,
            @RequestParam(required = false) JobView.@Nullable Status status,
            @RequestParam(required = false) @Nullable Conclusion conclusion,
            @RequestParam(required = false) @Nullable String branch,
            @RequestParam(required = false) @Nullable String commit,
            @RequestParam(required = false) @Nullable String author,
            @RequestParam(required = false) @Nullable JobType type,
            @RequestParam(required = false) @Nullable String trigger,
            @RequestParam(required = false) @Nullable String drone,
            @RequestParam(name = "created_after", required = false) @Nullable Instant createdAfter,
            @RequestParam(name = "created_before", required = false) @Nullable Instant createdBefore,
            @RequestParam(required = false) @Nullable String q, @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > MOST_ITEMS) {
            throw new Problem(Problem.Kind.INVALID, "limit", "limit takes 1 to " + MOST_ITEMS);
        }
        var filter = new JobFilter(project, status, conclusion, branch, commit, author, type, trigger, drone,
                createdAfter, createdBefore, q);
        var found = jobs.list(filter.query(checked(cursor), limit + 1));
        var items = found.stream().limit(limit).map(JobView::of).toList();
        return new Page(items, found.size() > limit ? items.getLast().id() : null);
    }
}
