package dev.skep.drone.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Processes that tell of themselves.
 *
 * @param file where they write their numbers, one a line
 */
public record Pids(Path file) {

    /** A shell that does so, and can only be killed; it holds no output. */
    public String stubborn() {
        return "sh -c 'trap \"\" TERM INT HUP; echo $$ >>" + file + "; while :; do sleep 600; done' >/dev/null 2>&1";
    }

    /** How many have told. */
    public int count() {
        return all().size();
    }

    /** How many of them live. */
    public long alive() {
        return all().stream().filter(Pids::isAlive).count();
    }

    /** Their numbers. */
    public List<String> all() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isAlive(String pid) {
        try {
            return !Files.readString(Path.of("/proc", pid, "stat")).contains(") Z");
        } catch (IOException gone) {
            return false;
        }
    }
}
