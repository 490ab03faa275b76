package dev.skep.gateway.hook;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

import dev.skep.gateway.job.AcceptedJob;
import dev.skep.gateway.job.Intake;
import dev.skep.gateway.job.NewJob;
import dev.skep.gateway.problem.BodyLimit;
import dev.skep.gateway.problem.Problem;
import dev.skep.gateway.project.Project;
import dev.skep.gateway.project.Projects;
import dev.skep.seal.Keyring;
import dev.skep.seal.Purpose;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Webhooks: a signed word from a forge that something happened to the code. */
@RestController
class HookController {

    private static final int MOST_BYTES = 25 * 1024 * 1024;
    private static final Logger log = LoggerFactory.getLogger(HookController.class);

    private final Projects projects;
    private final Intake intake;
    private final GitHubWebhook github;
    private final Keyring keyring;

    HookController(Projects projects, Intake intake, GitHubWebhook github, Keyring keyring) {
        this.projects = projects;
        this.intake = intake;
        this.github = github;
        this.keyring = keyring;
    }

    record Ignored(String ignored) {}

    /**
     * A delivery from GitHub.
     *
     * @param id GitHub's own id of the delivery; the same when it is sent again
     */
    @PostMapping("/hooks/github/{project}")
    ResponseEntity<?> github(@PathVariable("project") String name,
            HttpServletRequest request,
            @RequestHeader(name = "X-GitHub-Event", required = false) @Nullable String event,
            @RequestHeader(name = "X-GitHub-Delivery", required = false) @Nullable String id,
            @RequestHeader(name = "X-Hub-Signature-256", required = false) @Nullable String signature,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, required = false) @Nullable MediaType contentType)
            throws IOException {
        var project = projects.get(name);
        var secret = secretOf(project);
        var bytes = body(request);
        HmacSignature.require(secret, bytes, signature, "X-Hub-Signature-256");
        return switch (github.read(project, event, payload(bytes, contentType))) {
            case Outcome.Ignored ignored -> ResponseEntity.accepted().body(new Ignored(ignored.why()));
            case Outcome.Started started -> start(project, started.job(), id);
        };
    }

    private String secretOf(Project project) {
        if (project.webhook() == null) {
            throw new Problem(Problem.Kind.BAD_SIGNATURE, "project " + project.name()
                    + " takes no webhooks: PUT it with a webhookSecret, and give the forge the same secret");
        }
        try {
            return keyring.open(project.webhook(), Purpose.webhook(project.name()));
        } catch (Keyring.CannotOpen e) {
            log.error("No webhook of project {} can be checked: {}", project.name(), e.getMessage());
            throw new Problem(Problem.Kind.BAD_SIGNATURE, "the webhookSecret of project " + project.name()
                    + " cannot be opened any more: PUT the project with it anew");
        }
    }

    /** What the signature is over, byte for byte: forms, too, as they came. GitHub sends 25 MB at most. */
    private static byte[] body(HttpServletRequest request) throws IOException {
        return BodyLimit.read(request.getInputStream(), MOST_BYTES);
    }

    private ResponseEntity<AcceptedJob> start(Project project, NewJob wanted, @Nullable String id) {
        var delivery = id == null ? null : "github:" + project.name() + ":" + id;
        var job = intake.accept(project, wanted, delivery);
        log.info("GitHub delivery {} for {} makes job {}", id, project.name(), job.id());
        return AcceptedJob.answer(job);
    }

    /** GitHub sends the JSON as it is, or as a form field, as the hook is set up there. */
    private static String payload(byte[] body, @Nullable MediaType contentType) {
        var text = new String(body, StandardCharsets.UTF_8);
        if (!MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(contentType)) {
            return text;
        }
        var field = UriComponentsBuilder.newInstance().query(text).build().getQueryParams().getFirst("payload");
        if (field == null) {
            throw new Problem(Problem.Kind.INVALID, "payload", "a form delivery has its JSON in the field payload");
        }
        return URLDecoder.decode(field, StandardCharsets.UTF_8);
    }

    /** Forges that this version does not know. */
    @PostMapping("/hooks/{provider}/{project}")
    void unknown(@PathVariable String provider) {
        throw new Problem(Problem.Kind.NOT_SUPPORTED, "provider",
                "webhooks of " + provider + " are not supported by this version: github is");
    }
}
