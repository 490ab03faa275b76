package dev.skep.drone.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;

import dev.skep.drone.Runs;
import dev.skep.drone.checkout.git.GitCheckouts;
import dev.skep.drone.checkout.ssh.HostKeys;
import dev.skep.drone.plugin.Installer;
import dev.skep.drone.plugin.Npm;
import dev.skep.drone.plugin.Plugins;
import dev.skep.drone.process.ProcessExecutor;
import dev.skep.drone.process.Shell;
import dev.skep.message.JobData;
import dev.skep.message.JobQueryPermit;
import dev.skep.message.Vcs;
import dev.skep.seal.Keyring;

/** All of a drone but its connections: runs jobs, and keeps their events. */
final class TestDrone implements AutoCloseable {

    final Keyring keyring = Keyring.parse("k1:" + "A".repeat(43) + "=");
    final Events events = new Events();
    final List<JobQueryPermit> wishes = new CopyOnWriteArrayList<>();
    /** Whether who asks may deploy. */
    volatile boolean permitting = true;
    final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Path home;
    private final Map<String, String> environment = new HashMap<>(System.getenv());

    TestDrone(Path home) {
        this.home = home;
        environment.putAll(Map.of("SECRET", "s", "LC_ALL", "C"));
    }

    /** Sets one of the drone's own environment variables. */
    void set(String name, String value) {
        environment.put(name, value);
    }

    Path work() {
        return home.resolve("work");
    }

    JobRunner runner(JobData job, EventSink sink) throws IOException {
        var host = new Host("d", "i", Map.of("os", "linux"), Files.createDirectories(work()), Duration.ofMinutes(1));
        var processes = new ProcessExecutor(new Shell(threads, Duration.ofMillis(500)), environment);
        var git = new GitCheckouts(home.resolve("repos"), HostKeys.acceptingNew(home.resolve("known_hosts")));
        var tools = new Tools(Map.of(Vcs.GIT, git), List.of(processes), () -> List.of("process"),
                Plugins.load(home.resolve("plugins"), List.of()),
                new Installer(home.resolve("installed"), git, new Npm(processes)));
        var self = new AtomicReference<JobRunner>();
        var runner = new Workshop(host, tools, keyring, run -> sink, wish -> {
            wishes.add(wish);
            if (permitting) {
                self.get().permit();
            }
        }, InstantSource.system(), threads, timer).runner(Runs.of(job, UUID.randomUUID().toString()));
        self.set(runner);
        return runner;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        timer.shutdownNow();
    }
}
