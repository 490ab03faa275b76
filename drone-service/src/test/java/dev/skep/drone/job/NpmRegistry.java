package dev.skep.drone.job;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/** An npm registry with one version of one package. */
final class NpmRegistry implements AutoCloseable {

    private static final String TARBALL = "/package.tgz";

    private final HttpServer server;
    private final String name;
    private final String version;
    private final byte[] tarball;

    private NpmRegistry(String name, String version, byte[] tarball) throws IOException {
        this.name = name;
        this.version = version;
        this.tarball = tarball;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Serves what is in this directory, packed as npm packs it. */
    static NpmRegistry with(String name, String version, Path directory) throws IOException, InterruptedException {
        var file = Files.createTempFile("package", ".tgz");
        var tar = new ProcessBuilder("tar", "-czf", file.toString(), "--exclude=.git", "--transform=s,^\\.,package,",
                "-C",
                directory.toString(), ".").inheritIO().start();
        assertThat(tar.waitFor()).isZero();
        var tarball = Files.readAllBytes(file);
        Files.delete(file);
        return new NpmRegistry(name, version, tarball);
    }

    /** A home directory whose npm uses this registry. */
    Path home(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(".npmrc"),
                "registry=" + address() + "/\ncache=" + directory.resolve("cache") + "\nfetch-retries=0\n");
        return directory;
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var answer = exchange.getRequestURI().getPath().equals(TARBALL) ? tarball : metadata();
        exchange.sendResponseHeaders(200, answer.length);
        try (var body = exchange.getResponseBody()) {
            body.write(answer);
        }
    }

    private byte[] metadata() {
        return """
                {"name": "%s", "dist-tags": {"latest": "%s"},
                 "versions": {"%s": {"name": "%s", "version": "%s", "dist": {"tarball": "%s"}}}}
                """.formatted(name, version, version, name, version, address() + TARBALL)
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
