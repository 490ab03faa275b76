package dev.skep.drone.checkout.git;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A server with one commit, of which it always sends a pack that is in pieces. */
final class BrokenPacks implements AutoCloseable {

    private static final byte[] PACK = "PACK\0\0\0\2\0\0\0\0015 no compressed data at all, and no checksum either"
            .getBytes(StandardCharsets.ISO_8859_1);

    private final HttpServer server;
    private final AtomicInteger packs = new AtomicInteger();

    BrokenPacks(String commit) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var refs = line("# service=git-upload-pack\n") + "0000"
                + line(commit + " refs/heads/main\0multi_ack_detailed\n") + "0000";
        server.createContext("/broken/info/refs",
                exchange -> answer(exchange, "advertisement", refs.getBytes(StandardCharsets.ISO_8859_1)));
        server.createContext("/broken/git-upload-pack", exchange -> {
            packs.incrementAndGet();
            answer(exchange, "result", (line("NAK\n") + new String(PACK, StandardCharsets.ISO_8859_1))
                    .getBytes(StandardCharsets.ISO_8859_1));
        });
        server.start();
    }

    private static String line(String text) {
        return "%04x%s".formatted(text.length() + 4, text);
    }

    private static void answer(HttpExchange exchange, String what, byte[] body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Content-Type", "application/x-git-upload-pack-" + what);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/broken";
    }

    /** How many packs were asked for. */
    int packs() {
        return packs.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
