package dev.skep.gateway;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.embedded.EmbeddedStore;
import dev.skep.testing.TestBroker;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole gateway on a test's broker and an empty store, and its user. No queen and no drone: the test plays them. */
public final class GatewayForTests implements AutoCloseable {

    private static final String TOKEN = "token-of-the-gateway-for-tests";
    private static final String KEY = "k1:" + "A".repeat(43) + "=";

    private final EmbeddedStore store = EmbeddedStore.inMemory();
    private final ConfigurableApplicationContext context;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Topology topology;
    private final ConfirmedPublisher others;

    public GatewayForTests(TestBroker broker) {
        this(broker, broker.uri());
    }

    /** One that reaches the broker by another way than the others. */
    public GatewayForTests(TestBroker broker, String uri) {
        topology = new Topology(broker.namespace());
        var properties = Map.of("skep.rabbitmq-uri", uri, "skep.namespace", broker.namespace(),
                "skep.admin-token", TOKEN, "skep.secret-keys", KEY, "spring.mongodb.uri", store.uri("skep"),
                "server.address", "127.0.0.1",
                "server.port", "0", "spring.jmx.enabled", "false");
        context = GatewayApplication.application().run(properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue()).toArray(String[]::new));
        others = new ConfirmedPublisher(new BrokerAddress(broker.uri()), topology, "queen and drones");
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public Topology topology() {
        return topology;
    }

    /** What queens and drones publish with. */
    public ConfirmedPublisher others() {
        return others;
    }

    /** Takes in a job of a project made for it; gives its id. */
    public String job(Map<String, Object> request) throws IOException, InterruptedException {
        return job(request, Map.of("repo", Map.of("url", "file:///app")));
    }

    public String job(Map<String, Object> request, Map<String, Object> project)
            throws IOException, InterruptedException {
        send("PUT", "/api/v1/projects/app", project);
        return send("POST", "/api/v1/jobs", request).path("id").asString();
    }

    public String job() throws IOException, InterruptedException {
        return job(Map.of("project", "app"));
    }

    /** Posts nothing but the request itself. */
    public HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return http.send(request(path).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    private JsonNode send(String method, String path, Map<String, Object> body)
            throws IOException, InterruptedException {
        var request = request(path).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body))).build();
        return JsonMapper.shared().readTree(http.send(request, BodyHandlers.ofString()).body());
    }

    public JsonNode json(String path) throws IOException, InterruptedException {
        return JsonMapper.shared().readTree(get(path).body());
    }

    /** Sends a request without a body. */
    public HttpResponse<String> call(String method, String path) throws IOException, InterruptedException {
        return http.send(request(path).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }

    /** Sends a request without a body and without the token, with these headers, name after value. */
    public HttpResponse<String> callUnknown(String method, String path, String... headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(address(path)).method(method, BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofString());
    }

    /** The ids of a job's events as they are streamed, until {@code job:done}; ends with the stream. */
    public Stream<String> stream(String job) throws IOException, InterruptedException {
        var request = request("/api/v1/jobs/" + job + "/events").header("Accept", "text/event-stream").build();
        return http.send(request, BodyHandlers.ofLines()).body().filter(line -> line.startsWith("id:"))
                .map(line -> line.substring("id:".length()));
    }

    /** The texts of the items at this path. */
    public List<String> items(String path, String field) throws IOException, InterruptedException {
        return json(path).path("items").valueStream().map(item -> item.path(field).asString()).toList();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address(path)).header("Authorization", "Bearer " + TOKEN);
    }

    private URI address(String path) {
        return URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    @Override
    public void close() {
        others.close();
        context.close();
        http.close();
        store.close();
    }
}
