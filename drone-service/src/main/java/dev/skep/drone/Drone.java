package dev.skep.drone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.BrokerLink;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.drone.checkout.Checkouts;
import dev.skep.drone.checkout.Directories;
import dev.skep.drone.checkout.git.GitCheckouts;
import dev.skep.drone.checkout.hg.HgCheckouts;
import dev.skep.drone.job.Host;
import dev.skep.drone.job.Tools;
import dev.skep.drone.job.Workshop;
import dev.skep.drone.plugin.Installer;
import dev.skep.drone.plugin.Npm;
import dev.skep.drone.plugin.Plugins;
import dev.skep.drone.process.Guard;
import dev.skep.drone.process.Leftovers;
import dev.skep.drone.process.Owner;
import dev.skep.drone.process.ProcessExecutor;
import dev.skep.drone.process.Shell;
import dev.skep.drone.spool.Handovers;
import dev.skep.drone.spool.Outlet;
import dev.skep.drone.spool.Spools;
import dev.skep.message.DroneInfo;
import dev.skep.message.Execution;
import dev.skep.message.JobInfo;
import dev.skep.message.JobNotice;
import dev.skep.message.JobQueryPermit;
import dev.skep.message.JobRun;
import dev.skep.message.Vcs;
import dev.skep.seal.Keyring;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A drone at work, from {@link #start} to {@link #close}. Several may run in one process. What it consumes, the state of
 * its jobs and their logs have a connection each, so that none of them holds up another.
 */
public final class Drone implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Drone.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    /** How long the process of an earlier start may take to be gone altogether. */
    private static final Duration LAST_MOMENTS = Duration.ofSeconds(5);
    private static final Duration A_DAY = Duration.ofDays(1);

    private final DroneSettings settings;
    private final Topology topology;
    private final Keyring keyring;
    private final Path work;
    private final int speed;
    private final String incarnation = UUID.randomUUID().toString();
    private final InstantSource clock = InstantSource.system();
    private final CompletableFuture<@Nullable Void> drained = new CompletableFuture<>();
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private final ConfirmedPublisher statusEvents;
    private final ConfirmedPublisher outputEvents;
    private final PatientPublisher status;
    private final Spools spools;
    private final Handovers handovers;
    private final Tools tools;
    private final ExecutorOffer executors;
    private final Slots slots;
    private final Heartbeat heartbeat;
    private final JobQueue queue;
    private final Presence presence;
    private final Claim claim;
    private final Guard guard;
    private final Duty duty;
    private final BrokerLink link;
    private boolean closed;

    /**
     * Starts a drone; it connects in the background, for as long as that takes.
     *
     * @param keyring opens what jobs bring along sealed
     */
    public static Drone start(DroneSettings settings, BrokerAddress address, Topology topology, Keyring keyring) {
        try {
            return new Drone(settings, address, topology, keyring);
        } catch (IOException e) {
            throw new UncheckedIOException("the drone cannot use its home directory " + settings.home(), e);
        }
    }

    private Drone(DroneSettings settings, BrokerAddress address, Topology topology, Keyring keyring)
            throws IOException {
        var id = settings.id();
        this.settings = settings;
        this.topology = topology;
        this.keyring = keyring;
        this.speed = settings.speed() == 0 ? Speed.measure() : settings.speed();
        this.work = settings.home().toAbsolutePath().resolve("work").resolve(id);
        claim = Claim.of(id, settings.home(), LAST_MOMENTS);
        var owner = Owner.of(id, settings.home(), incarnation);
        Leftovers.end(owner);
        tidyUp();
        threads = Executors.newCachedThreadPool(Thread.ofPlatform().name("drone " + id + " ", 0).daemon().factory());
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("output timer " + id).daemon().factory());
        statusEvents = new ConfirmedPublisher(address, topology, "drone " + id + " status");
        outputEvents = new ConfirmedPublisher(address, topology, "drone " + id + " logs");
        status = new PatientPublisher(statusEvents);
        spools = new Spools(settings.home().toAbsolutePath().resolve("spool").resolve(id), id,
                settings.spoolLimit().toBytes(), outlet(statusEvents), outlet(outputEvents));
        var processes = new ProcessExecutor(new Shell(owner, threads, settings.killGrace()), System.getenv());
        executors = ExecutorOffer.of(settings, processes, System.getenv(), threads);
        tools = tools(processes);
        var workshop = new Workshop(host(), tools, keyring, spools::open, this::askPermit, clock, threads, timer);
        slots = new Slots(settings.capacity(), workshop, threads, this::stopped, this::jobsChanged);
        slots.remember(spools.left());
        handovers = new Handovers(spools, slots::info, this::ask, this::unfinished, clock);
        heartbeat = new Heartbeat(id, this::announce);
        executors.watch(timer, threads, heartbeat::soon);
        queue = new JobQueue(id, topology, slots, status, threads);
        duty = new Duty(id, new PauseFile(settings.home().toAbsolutePath(), id), slots, queue, heartbeat::soon);
        duty.drain().thenRun(() -> Thread.ofPlatform().name("drain " + id).daemon().start(this::leaveWhenDone));
        presence = new Presence(id, incarnation, topology, status);
        var control = new Control(id, topology, status, heartbeat, slots, handovers, duty, threads);
        guard = Guard.start(owner, threads);
        link = new BrokerLink(address, "drone " + id + " jobs", connection -> {
            control.on(connection); // exclusive: of two drones with one id, the second stops here
            queue.on(connection);
            presence.on(connection);
            heartbeat.soon();
        });
        log.info("drone {} starts: {} jobs at once, speed {}, broker {}", id, settings.capacity(), speed, address);
    }

    private Tools tools(ProcessExecutor processes) throws IOException {
        var home = settings.home().toAbsolutePath();
        var clones = home.resolve("repos");
        var git = new GitCheckouts(clones, settings.hostKeys());
        return new Tools(checkouts(git, clones), executors.all(), executors::usable,
                Plugins.load(home.resolve("plugins"), settings.plugins()),
                new Installer(home.resolve("installed"), git, new Npm(processes)));
    }

    /** Deletes what an earlier incarnation left behind. */
    private void tidyUp() {
        try {
            Directories.delete(work);
        } catch (IOException e) {
            log.warn("directory {} of an earlier start could not be deleted: delete it by hand", work, e);
        }
    }

    private Map<Vcs, Checkouts> checkouts(GitCheckouts git, Path clones) throws IOException {
        var all = new EnumMap<Vcs, Checkouts>(Vcs.class);
        all.put(Vcs.GIT, git);
        HgCheckouts.installed(clones, settings.hostKeys()).ifPresent(hg -> all.put(Vcs.HG, hg));
        return all;
    }

    private Host host() {
        return new Host(settings.id(), incarnation, settings.labels(), work, settings.jobTimeout());
    }

    private Outlet outlet(ConfirmedPublisher publisher) {
        return (key, type, body) -> publisher.publish(topology.events(), key, type, body);
    }

    private void askPermit(JobQueryPermit wish) {
        status.announce(topology.events(), Topology.permitKey(wish), wish);
    }

    private boolean ask(JobInfo info) {
        return status.announce(topology.events(), Topology.infoKey(info), info);
    }

    private void stopped(JobRun run) {
        abandoned(run.execution(), "drone " + settings.id() + " was stopped before the job ended");
    }

    private void unfinished(Execution execution) {
        abandoned(execution, "drone " + settings.id() + " was restarted before the job ended");
    }

    private void abandoned(Execution execution, String why) {
        var notice = new JobNotice.Abandoned(execution.job(), execution.attempt(), execution.lease(), clock.instant(),
                why);
        status.publish(topology.events(), Topology.noticeKey(settings.id(), notice), notice);
    }

    private void jobsChanged() {
        heartbeat.soon();
        queue.followSlots();
    }

    /** Nothing is told before jobs can arrive. */
    private void announce() {
        if (queue.isOpen()) {
            presence.keep();
            var offer = tools.offer(settings.labels());
            var info = new DroneInfo(settings.id(), incarnation, clock.instant(), duty.state(), speed,
                    settings.capacity(), slots.running(), spools.delivering(), offer.plugins(), offer.executors(),
                    offer.vcs(), keyring.ids(),
                    offer.labels());
            status.announce(topology.events(), Topology.infoKey(info), info);
        }
    }

    /** Somebody wants it to leave, and its jobs to end first: there is no limit. */
    private void leaveWhenDone() {
        while (!slots.awaitNone(A_DAY)) {
            log.info("drone {} leaves when its jobs have ended: {}", settings.id(), slots.running());
        }
        close();
        drained.complete(null);
    }

    /** Done when the drone has left because it was ordered to. */
    CompletableFuture<@Nullable Void> drained() {
        return drained;
    }

    /**
     * Leaves: takes no more jobs, gives back those that have not begun, lets the others go on up to the drain limit, and
     * ends what then still runs. Returns when it has left.
     */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            log.info("drone {} leaves", settings.id());
            drain();
            sayGoodbye();
            release();
        }
    }

    private void drain() {
        duty.leave();
        if (!slots.awaitNone(settings.drainLimit())) {
            log.warn("drone {} ends the jobs that still run: {}", settings.id(), slots.running());
            slots.abandonAll();
            slots.awaitNone(settings.killGrace().plus(LAST_WORDS));
        }
    }

    private void sayGoodbye() {
        duty.close();
        duty.gone();
        heartbeat.close();
        if (status.awaitEmpty(LAST_WORDS) && spools.awaitConfirmed(LAST_WORDS)) {
            queue.deleteQueue();
            presence.leave();
        } else {
            log.warn("drone {} leaves without the broker's word that it has everything", settings.id());
        }
    }

    private void release() {
        link.close();
        handovers.close();
        spools.close();
        statusEvents.close();
        outputEvents.close();
        timer.shutdownNow();
        threads.shutdownNow();
        guard.close();
        claim.close();
    }
}
