package dev.skep.standalone.faults.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All gateways as one, as a load balancer would show them: a request that one does not answer, or answers with 5xx, goes to
 * the next, until one answers or patience ends.
 */
public final class Gateways {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    /** A frozen gateway does not answer; a log of a job that is just over may take ten seconds. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);
    private static final Duration LOG_LIMIT = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT).build();
    private final JsonMapper json = JsonMapper.shared();
    private final AtomicInteger turn = new AtomicInteger();
    private final List<String> addresses;
    private final String token;

    /** Those at these addresses, which this token opens. */
    public Gateways(List<String> addresses, String token) {
        this.addresses = List.copyOf(addresses);
        this.token = token;
    }

    /** What a request came to. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Answer(int status, byte[] body) {

        /** The body, which is JSON. */
        public JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        @Override
        public String toString() {
            return status + " " + new String(body, StandardCharsets.UTF_8);
        }
    }

    private record Call(String method, String path, @Nullable Object body, @Nullable String key, Duration answer) {}

    /**
     * Asks.
     *
     * @throws IOException when no gateway answers in time
     */
    public Answer get(String path, Duration patience) throws IOException, InterruptedException {
        return send(new Call("GET", path, null, null, ANSWER_LIMIT), patience);
    }

    /** The log of a job. */
    public Answer log(String job, Duration patience) throws IOException, InterruptedException {
        return send(new Call("GET", "/api/v1/jobs/" + job + "/log", null, null, LOG_LIMIT), patience);
    }

    /**
     * Orders something.
     *
     * @param key under it, however often the request has to be repeated, it counts once
     */
    public Answer post(String path, Object body, String key, Duration patience)
            throws IOException, InterruptedException {
        return send(new Call("POST", path, body, key, ANSWER_LIMIT), patience);
    }

    /** A request that may be repeated. */
    public Answer put(String path, Object body, Duration patience) throws IOException, InterruptedException {
        return send(new Call("PUT", path, body, null, ANSWER_LIMIT), patience);
    }

    /** Whether the gateway at this address answers, and has a store that does. */
    public boolean answers(String address) throws InterruptedException {
        try {
            return http.send(request(address, new Call("GET", "/api/v1/jobs?limit=1", null, null, ANSWER_LIMIT)),
                    BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notNow) {
            return false;
        }
    }

    private Answer send(Call call, Duration patience) throws IOException, InterruptedException {
        var end = System.nanoTime() + patience.toNanos();
        while (true) {
            var address = addresses.get(Math.floorMod(turn.getAndIncrement(), addresses.size()));
            String why;
            try {
                HttpResponse<byte[]> response = http.send(request(address, call), BodyHandlers.ofByteArray());
                if (response.statusCode() < 500) {
                    return new Answer(response.statusCode(), response.body());
                }
                why = new Answer(response.statusCode(), response.body()).toString();
            } catch (IOException e) {
                why = e.toString();
            }
            if (System.nanoTime() > end) {
                throw new IOException(call.method + " " + call.path + ": no gateway did it within "
                        + patience.toSeconds() + " s; the last said " + why);
            }
            Thread.sleep(PAUSE);
        }
    }

    private HttpRequest request(String address, Call call) {
        var body = call.body == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofString(json.writeValueAsString(call.body));
        var request = HttpRequest.newBuilder(URI.create(address + call.path)).timeout(call.answer)
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                .method(call.method, body);
        return (call.key == null ? request : request.header("Idempotency-Key", call.key)).build();
    }
}
