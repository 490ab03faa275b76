package dev.skep.standalone;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Predicate;

import dev.skep.message.JobEvent;
import dev.skep.message.WireFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Skep as its users see it: over HTTP, with a token. */
public final class Api {

    private static final String JSON = "application/json";

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final JsonMapper json = JsonMapper.shared();
    private final String address;
    private final String token;

    public Api(String address, String token) {
        this.address = address;
        this.token = token;
    }

    String address() {
        return address;
    }

    String token() {
        return token;
    }

    /** Whether something answers there, and this token opens it. */
    boolean answers() throws InterruptedException {
        try {
            return http.send(request("/api/v1/projects").GET().build(), BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException nobodyThere) {
            return false;
        }
    }

    public JsonNode get(String path) throws IOException, InterruptedException {
        return json(http.send(request(path).GET().build(), BodyHandlers.ofString()));
    }

    public JsonNode put(String path, Object body) throws IOException, InterruptedException {
        return json(http.send(request(path).PUT(BodyPublishers.ofString(json.writeValueAsString(body))).build(),
                BodyHandlers.ofString()));
    }

    public JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return json(http.send(request(path).POST(BodyPublishers.ofString(json.writeValueAsString(body))).build(),
                BodyHandlers.ofString()));
    }

    /** Posts a body as it is, with more headers, name after value. */
    JsonNode post(String path, byte[] body, String... headers) throws IOException, InterruptedException {
        return json(http.send(request(path).headers(headers).POST(BodyPublishers.ofByteArray(body)).build(),
                BodyHandlers.ofString()));
    }

    public byte[] log(String job) throws IOException, InterruptedException {
        return http.send(request("/api/v1/jobs/" + job + "/log").GET().build(), BodyHandlers.ofByteArray()).body();
    }

    /** Gives each event of the job, from the first on, until {@code wanted} wants no more or the job is over. */
    void follow(String job, Predicate<JobEvent> wanted) throws IOException, InterruptedException {
        stream("/api/v1/jobs/" + job + "/events", wanted);
    }

    /** The same, but only of the job's first attempt what comes after the event of this number. */
    public void follow(String job, long after, Predicate<JobEvent> wanted) throws IOException, InterruptedException {
        stream("/api/v1/jobs/" + job + "/events?after=1-" + after, wanted);
    }

    /** Gives what happens to all jobs from now on, until {@code wanted} wants no more or Skep ends. */
    public void followAll(Predicate<JobEvent> wanted) throws IOException, InterruptedException {
        stream("/api/v1/events", wanted);
    }

    private void stream(String path, Predicate<JobEvent> wanted) throws IOException, InterruptedException {
        var request = request(path).setHeader("Accept", "text/event-stream").GET().build();
        try (var lines = http.send(request, BodyHandlers.ofLines()).body()) {
            var events = lines.filter(line -> line.startsWith("data:"))
                    .map(line -> (JobEvent) WireFormat.decode(line.substring("data:".length()).getBytes(UTF_8)));
            events.takeWhile(wanted).forEach(event -> {});
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address + path)).header("Authorization", "Bearer " + token)
                .header("Content-Type", JSON).header("Accept", JSON);
    }

    private JsonNode json(HttpResponse<String> response) throws IOException {
        if (response.statusCode() >= 300) {
            throw new IOException(response.request().method() + " " + response.uri() + " gave " + response.statusCode()
                    + ": " + response.body());
        }
        return response.body().isEmpty() ? json.nullNode() : json.readTree(response.body());
    }
}
