package dev.skep.standalone.faults.check;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.skep.standalone.faults.load.Gateways;
import tools.jackson.databind.json.JsonMapper;

/** Answers what a test wants a gateway to answer. */
final class FakeGateway implements AutoCloseable {

    private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
    private final HttpServer server;

    FakeGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = answers.get(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(body == null ? 404 : 200, body == null || body.length == 0 ? -1 : body.length);
            if (body != null) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    void job(String id, Map<String, Object> state, List<Map<String, Object>> events, String log) {
        answers.put("/api/v1/jobs/" + id, JsonMapper.shared().writeValueAsBytes(state));
        answers.put("/api/v1/jobs/" + id + "/events", JsonMapper.shared().writeValueAsBytes(Map.of("items", events)));
        answers.put("/api/v1/jobs/" + id + "/log", log.getBytes(StandardCharsets.US_ASCII));
    }

    void takeCancel(String id) {
        answers.put("/api/v1/jobs/" + id + "/cancel", new byte[0]);
    }

    Gateways gateways() {
        return new Gateways(List.of("http://127.0.0.1:" + server.getAddress().getPort()), "token");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
