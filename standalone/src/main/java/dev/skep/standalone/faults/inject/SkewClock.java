package dev.skep.standalone.faults.inject;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import dev.skep.standalone.faults.site.Member.Role;

/** A drone is started again with a clock that is wrong by this much, and later with a right one. Linux with libfaketime. */
public record SkewClock(int number, Duration by) implements Fault {

    private static final Path LIBRARIES = Path.of("/usr/lib");
    private static final Duration LEAVES = Duration.ofSeconds(60);

    @Override
    public String kind() {
        return "drone with a wrong clock";
    }

    @Override
    public String target() {
        return "drone-" + (number + 1) + " " + (by.isNegative() ? "" : "+") + by.toSeconds() + " s";
    }

    @Override
    public Optional<String> missing() {
        try {
            return library().isPresent()
                    ? Optional.empty()
                    : Optional.of("no libfaketime here: apt-get install libfaketime");
        } catch (IOException e) {
            return Optional.of("cannot look for libfaketime: " + e.getMessage());
        }
    }

    private static Optional<Path> library() throws IOException {
        try (var machines = Files.newDirectoryStream(LIBRARIES, "*-linux-*")) {
            for (var machine : machines) {
                var library = machine.resolve("faketime/libfaketimeMT.so.1");
                if (Files.exists(library)) {
                    return Optional.of(library);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void inject(Scene scene) throws IOException, InterruptedException {
        // Durations stay right: only what time of day it is does not.
        startAgain(scene, Map.of("LD_PRELOAD", library().orElseThrow().toString(), "FAKETIME", by.toSeconds() + "s",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1"));
    }

    @Override
    public void heal(Scene scene) throws IOException, InterruptedException {
        startAgain(scene, Map.of());
    }

    private void startAgain(Scene scene, Map<String, String> more) throws IOException, InterruptedException {
        var drone = scene.member(Role.DRONE, number);
        drone.program().terminate(LEAVES);
        drone.program().start(more);
    }
}
