package dev.skep.drone.checkout;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/** Serves the repositories of a directory over http, to whoever has the password, by the program's own CGI. */
public final class HttpRepositories implements AutoCloseable {

    private final VersionControl vcs;
    private final Path root;
    private final HttpServer server;
    private final List<String> users = new CopyOnWriteArrayList<>();
    private volatile @Nullable String password;

    /**
     * @param password what opens them, for any user; null for everybody
     */
    public HttpRepositories(VersionControl vcs, Path root, @Nullable String password) throws IOException {
        this.vcs = vcs;
        this.root = root;
        this.password = password;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    public String url(String repository) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + repository;
    }

    void changePassword(@Nullable String other) {
        password = other;
    }

    /** Who came, each once a request. */
    public List<String> users() {
        return users;
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (isOpen(exchange)) {
                run(exchange);
            } else {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"repositories\"");
                exchange.sendResponseHeaders(401, -1);
            }
        }
    }

    private boolean isOpen(HttpExchange exchange) {
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        if (header == null) {
            return password == null;
        }
        var pair = new String(Base64.getDecoder().decode(header.substring("Basic ".length())), StandardCharsets.UTF_8);
        var colon = pair.indexOf(':');
        users.add(pair.substring(0, colon));
        return password == null || pair.substring(colon + 1).equals(password);
    }

    private void run(HttpExchange exchange) throws IOException {
        var builder = new ProcessBuilder(vcs.cgi(root)).redirectError(ProcessBuilder.Redirect.DISCARD);
        var body = exchange.getRequestBody().readAllBytes();
        builder.environment().putAll(vcs.cgiEnvironment(root));
        setUp(builder.environment(), exchange, body.length);
        var process = builder.start();
        try (var in = process.getOutputStream()) {
            in.write(body);
        }
        answer(exchange, new BufferedInputStream(process.getInputStream()));
    }

    private void setUp(Map<String, String> environment, HttpExchange exchange, int length) {
        var query = exchange.getRequestURI().getRawQuery();
        environment.put("PATH_INFO", exchange.getRequestURI().getPath());
        environment.put("SCRIPT_NAME", "");
        environment.put("QUERY_STRING", query == null ? "" : query);
        environment.put("REQUEST_METHOD", exchange.getRequestMethod());
        environment.put("SERVER_NAME", "127.0.0.1");
        environment.put("SERVER_PORT", Integer.toString(server.getAddress().getPort()));
        environment.put("SERVER_PROTOCOL", "HTTP/1.1");
        environment.put("CONTENT_LENGTH", Integer.toString(length));
        exchange.getRequestHeaders().forEach((name, values) -> environment
                .put("HTTP_" + name.toUpperCase(Locale.ROOT).replace('-', '_'), values.getFirst()));
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        environment.put("CONTENT_TYPE", type == null ? "" : type);
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
