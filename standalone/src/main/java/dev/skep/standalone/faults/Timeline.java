package dev.skep.standalone.faults;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Says what is done when, to whoever watches and in a file, to be read beside the logs of the processes. */
final class Timeline {

    private final PrintWriter out;
    private final Path file;

    Timeline(PrintWriter out, Path file) {
        this.out = out;
        this.file = file;
    }

    void say(String what) {
        var line = Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + what;
        out.println(line);
        out.flush();
        try {
            Files.write(file, List.of(line), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
