package dev.skep.drone;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

import dev.skep.drone.checkout.Checkout;
import dev.skep.drone.checkout.Checkouts;
import dev.skep.drone.job.EventSink;
import dev.skep.drone.job.Host;
import dev.skep.drone.job.Tools;
import dev.skep.drone.job.Workshop;
import dev.skep.drone.plugin.Installer;
import dev.skep.drone.plugin.Npm;
import dev.skep.drone.plugin.Plugins;
import dev.skep.drone.process.ProcessExecutor;
import dev.skep.drone.process.Shell;
import dev.skep.message.Vcs;
import dev.skep.seal.Keyring;

/** Workshops where jobs end as soon as they begin. */
final class Workshops {

    private Workshops() {}

    /** In which no code can be had. */
    static Workshop withoutCode(Path directory, EventSink events, Executor threads, ScheduledExecutorService timer)
            throws IOException {
        var processes = new ProcessExecutor(new Shell(threads, Duration.ZERO), Map.of());
        Checkouts none = (source, ref, to, cancelled) -> new Checkout.Failed("there is no code");
        var tools = new Tools(Map.of(Vcs.GIT, none), List.of(processes), () -> List.of("process"),
                Plugins.load(directory.resolve("plugins"), List.of()),
                new Installer(directory.resolve("installed"), none, new Npm(processes)));
        var host = new Host("d", "i", Map.of(), directory.resolve("work"), Duration.ofMinutes(1));
        return new Workshop(host, tools, Keyring.parse(""), run -> events, wish -> {}, InstantSource.system(), threads,
                timer);
    }
}
