package dev.skep.standalone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.skep.message.JobEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What somebody does who uses Skep, in few words. */
final class User {

    static final String WEBHOOK_SECRET = "a secret between two";

    private final Api api;
    private final HttpClient http = HttpClient.newHttpClient();

    User(Api api) {
        this.api = api;
    }

    Api api() {
        return api;
    }

    /** Makes a project of this repository, with a name of its own. */
    String project(String repositoryUrl) throws IOException, InterruptedException {
        return project(repositoryUrl, Map.of());
    }

    String project(String repositoryUrl, Map<String, Object> more) throws IOException, InterruptedException {
        var name = "p-" + UUID.randomUUID().toString().substring(0, 8);
        var body = new HashMap<String, Object>(more);
        body.put("repo", Map.of("url", repositoryUrl));
        body.putIfAbsent("webhookSecret", WEBHOOK_SECRET);
        api.put("/api/v1/projects/" + name, body);
        return name;
    }

    /** Starts a job of the branch {@code main} by hand. */
    String start(String project) throws IOException, InterruptedException {
        return start(Map.of("project", project, "ref", Map.of("branch", "main")));
    }

    String start(Map<String, Object> request) throws IOException, InterruptedException {
        return api.post("/api/v1/jobs", request).path("id").asString();
    }

    /** Runs a job of this repository to its end. */
    Ended run(Repository repository) throws IOException, InterruptedException {
        return end(start(project(repository.url())));
    }

    /** Follows the job to its end. */
    Ended end(String job) throws IOException, InterruptedException {
        var events = new ArrayList<JobEvent>();
        api.follow(job, events::add);
        return new Ended(api.get("/api/v1/jobs/" + job), List.copyOf(events), api.log(job));
    }

    /** A job that is over, as its user sees it. */
    @SuppressWarnings("ArrayRecordComponent") // compared as bytes, never as a record
    record Ended(JsonNode job, List<JobEvent> events, byte[] log) {

        String conclusion() {
            return job.path("conclusion").asString();
        }

        String reason() {
            return job.path("reason").asString();
        }

        String text() {
            return new String(log, StandardCharsets.UTF_8);
        }

        List<Integer> exitCodes() {
            return job.path("commands").valueStream().map(command -> command.path("exitCode").asInt()).toList();
        }

        /** What the events say was written, to one of the streams or to both. */
        byte[] output(Class<? extends JobEvent.Log> stream) {
            var bytes = new ByteArrayOutputStream();
            events.stream().filter(stream::isInstance).map(stream::cast)
                    .forEach(chunk -> bytes.writeBytes(chunk.output().bytes()));
            return bytes.toByteArray();
        }
    }

    /** Posts to a GitHub hook what GitHub would. */
    HttpResponse<String> push(String project, String branch, String commit, String secret, String delivery)
            throws IOException, InterruptedException {
        var payload = JsonMapper.shared().writeValueAsString(
                Map.of("ref", "refs/heads/" + branch, "before", "0".repeat(40), "after", commit, "deleted", false,
                        "head_commit", Map.of("id", commit, "message", "A change", "timestamp", "2026-11-23T10:00:00Z",
                                "author", Map.of("name", "Ada", "email", "ada@example.org"))));
        return hook(project, payload, "sha256=" + hmac(secret, payload), delivery);
    }

    /** Posts to a GitHub hook that a pull request for {@code main} was opened, from a fork of the repository. */
    HttpResponse<String> pullRequest(String project, int number) throws IOException, InterruptedException {
        var payload = JsonMapper.shared().writeValueAsString(Map.of("action", "opened", "number", number,
                "pull_request", Map.of("title", "A wish", "html_url", "https://example.org/pull/" + number,
                        "updated_at", "2026-11-23T10:00:00Z", "user", Map.of("login", "bob"),
                        "head", Map.of("ref", "wish", "repo", Map.of("full_name", "bob/app")),
                        "base", Map.of("ref", "main", "repo", Map.of("full_name", "ada/app"))),
                "sender", Map.of("login", "bob")));
        return hook("pull_request", project, payload, "sha256=" + hmac(WEBHOOK_SECRET, payload), "pr-" + number);
    }

    HttpResponse<String> hook(String project, String payload, String signature, String delivery)
            throws IOException, InterruptedException {
        return hook("push", project, payload, signature, delivery);
    }

    private HttpResponse<String> hook(String event, String project, String payload, String signature, String delivery)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(api.address() + "/hooks/github/" + project))
                .header("Content-Type", "application/json").header("X-GitHub-Event", event)
                .header("X-GitHub-Delivery", delivery).header("X-Hub-Signature-256", signature);
        return http.send(request.POST(BodyPublishers.ofString(payload)).build(), BodyHandlers.ofString());
    }

    static String hmac(String secret, String payload) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request with the token, or without; the answer as text. */
    HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(api.address() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.GET().build(), BodyHandlers.ofString());
    }

    /** A JSON request with the token; the answer as text, problems too. */
    HttpResponse<String> send(String method, String path, String json) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(api.address() + path)).header("Authorization", bearer())
                .header("Content-Type", "application/json").method(method, BodyPublishers.ofString(json)).build();
        return http.send(request, BodyHandlers.ofString());
    }

    String bearer() {
        return "Bearer " + api.token();
    }
}
