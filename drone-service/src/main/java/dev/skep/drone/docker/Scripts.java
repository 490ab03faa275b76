package dev.skep.drone.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What runs in containers beside the commands. */
final class Scripts {

    static final String WARDEN = read("warden.sh");
    static final String COMMAND = read("command.sh");

    private Scripts() {}

    private static String read(String name) {
        try (var script = Scripts.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
