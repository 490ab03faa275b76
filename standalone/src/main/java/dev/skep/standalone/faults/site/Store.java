package dev.skep.standalone.faults.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The store, which runs on another port after each start; the lines to it follow. */
public final class Store {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Program program;
    private final Path portFile;
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    Store(Grounds grounds) throws IOException, InterruptedException {
        portFile = grounds.root().resolve("store.port");
        program = new Program("store", Java.main(StoreProcess.class, grounds.store().toString(), portFile.toString()),
                Map.of(), grounds.log("store"));
        start();
    }

    /** Starts it, and returns when it takes connections. */
    public void start() throws IOException, InterruptedException {
        Files.deleteIfExists(portFile);
        program.start();
        Waiting.until("the store is up", START_LIMIT, () -> Files.exists(portFile));
        var port = port();
        lines.forEach(line -> line.lead(port));
    }

    private int port() throws IOException {
        return Integer.parseInt(Files.readString(portFile));
    }

    /** Its process, to kill and to freeze. */
    public Program program() {
        return program;
    }

    /** The lines of those who use it. */
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    Line newLine() throws IOException {
        var line = new Line(port());
        lines.add(line);
        return line;
    }

    void end() throws InterruptedException {
        lines.forEach(Line::close);
        program.kill();
    }
}
