package dev.skep.testing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/** Serves over http what a program answers by CGI (RFC 3875), as {@code git http-backend} does. */
public final class CgiServer implements AutoCloseable {

    private final List<String> program;
    private final Map<String, String> environment;
    private final Guard guard;
    private final HttpServer server;

    /** Knows who may come in. */
    @FunctionalInterface
    public interface Guard {

        /**
         * Whether to answer; each request asks.
         *
         * @param user null when nobody says who he is
         * @param password null when nobody says who he is
         */
        boolean lets(@Nullable String user, @Nullable String password);
    }

    /**
     * Serves from now on, on a port of its own.
     *
     * @param environment what the program must know beside CGI's own variables
     */
    public CgiServer(List<String> program, Map<String, String> environment, Guard guard) throws IOException {
        this.program = List.copyOf(program);
        this.environment = Map.copyOf(environment);
        this.guard = guard;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    /** The address of what the program has under this path. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            if (lets(exchange.getRequestHeaders().getFirst("Authorization"))) {
                run(exchange, body);
            } else {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"repositories\"");
                exchange.sendResponseHeaders(401, -1);
            }
        }
    }

    private boolean lets(@Nullable String authorization) {
        if (authorization == null) {
            return guard.lets(null, null);
        }
        var pair = new String(Base64.getDecoder().decode(authorization.substring("Basic ".length())),
                StandardCharsets.UTF_8);
        var colon = pair.indexOf(':');
        return guard.lets(pair.substring(0, colon), pair.substring(colon + 1));
    }

    private void run(HttpExchange exchange, byte[] body) throws IOException {
        var builder = new ProcessBuilder(program).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        describe(exchange, body.length, builder.environment());
        var process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(body);
        }
        answer(exchange, new BufferedInputStream(process.getInputStream()));
    }

    private void describe(HttpExchange exchange, int length, Map<String, String> variables) {
        var query = exchange.getRequestURI().getRawQuery();
        variables.put("PATH_INFO", exchange.getRequestURI().getPath());
        variables.put("SCRIPT_NAME", "");
        variables.put("QUERY_STRING", query == null ? "" : query);
        variables.put("REQUEST_METHOD", exchange.getRequestMethod());
        variables.put("SERVER_NAME", "127.0.0.1");
        variables.put("SERVER_PORT", Integer.toString(server.getAddress().getPort()));
        variables.put("SERVER_PROTOCOL", "HTTP/1.1");
        variables.put("CONTENT_LENGTH", Integer.toString(length));
        exchange.getRequestHeaders().forEach((name, values) -> variables
                .put("HTTP_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), values.getFirst()));
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        variables.put("CONTENT_TYPE", type == null ? "" : type);
    }

    private static void answer(HttpExchange exchange, InputStream out) throws IOException {
        var status = 200;
        for (var line = line(out); !line.isEmpty(); line = line(out)) {
            var colon = line.indexOf(':');
            var value = line.substring(colon + 1).strip();
            if (line.startsWith("Status:")) {
                status = Integer.parseInt(value.substring(0, 3));
            } else if (!line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                exchange.getResponseHeaders().add(line.substring(0, colon), value);
            }
        }
        exchange.sendResponseHeaders(status, 0);
        try (var response = exchange.getResponseBody()) {
            out.transferTo(response);
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
        }
        return line.toString().strip();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
