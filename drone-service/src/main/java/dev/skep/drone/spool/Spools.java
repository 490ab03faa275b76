package dev.skep.drone.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.skep.drone.checkout.Directories;
import dev.skep.drone.job.EventSink;
import dev.skep.message.Execution;
import dev.skep.message.JobRun;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this drone keeps of executions because it is not known to be stored: of those that run, and of those that are over,
 * under earlier starts of the drone, too. {@link Handovers} finds out what is stored.
 */
public final class Spools implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Spools.class);

    private final Path directory;
    private final Setup setup;
    private final Map<Execution, Spool> spools = new ConcurrentHashMap<>();

    /**
     * Takes up what earlier starts of the drone left, and begins to send.
     *
     * @param directory for the spools of this drone alone; made when it is needed
     * @param drone the drone's id
     * @param limit how much is kept of one execution, in bytes
     * @param status takes events that tell where jobs are
     * @param output takes the others
     */
    public Spools(Path directory, String drone, long limit, Outlet status, Outlet output) {
        this.directory = directory;
        this.setup = new Setup(drone, limit, new Lane("lane " + drone + " status", status),
                new Lane("lane " + drone + " output", output));
        takeUp();
    }

    private void takeUp() {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (var found = Files.newDirectoryStream(directory, Files::isDirectory)) {
            found.forEach(this::takeUp);
        } catch (IOException e) {
            log.warn("{} cannot be read: what an earlier start of the drone left there is not sent", directory, e);
        }
    }

    private void takeUp(Path left) {
        try {
            new Leftover(left, setup).read().ifPresentOrElse(this::takeUp, () -> {
                log.warn("{} holds no event, and is deleted", left);
                delete(left);
            });
        } catch (IOException | RuntimeException e) { // whatever it is, the drone must start
            log.warn("{} cannot be read, and is left as it is: delete it by hand if that stays so", left, e);
        }
    }

    private void takeUp(Spool spool) {
        spools.put(spool.execution(), spool);
        log.info("an earlier start of the drone left events of {}", spool.execution());
    }

    private static void delete(Path left) {
        try {
            Directories.delete(left);
        } catch (IOException e) {
            log.warn("{} could not be deleted: delete it by hand", left, e);
        }
    }

    /** The executions that an earlier start of the drone had begun, and that must not begin again. */
    public List<Execution> left() {
        return spools.values().stream().filter(Spool::isOver).map(Spool::execution).toList();
    }

    /** Takes what an execution reports that begins now. */
    public EventSink open(JobRun run) {
        var execution = run.execution();
        var place = directory.resolve(name(execution));
        delete(place); // of no use, or it would have been taken up
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            log.warn("{} cannot be made, and output of {} is not kept: {}", place, execution, e.toString());
        }
        var status = setup.statusTrack(place);
        status.appendAnyhow(Spool.entry(setup.drone(), run.assigned()));
        var spool = new Spool(execution, place, setup, status, setup.outputTrack(place));
        spools.put(execution, spool);
        return spool;
    }

    private static String name(Execution execution) {
        return (execution.job() + "-" + execution.attempt() + "-" + execution.lease()).replaceAll("[^A-Za-z0-9_-]",
                "_");
    }

    /** The executions that are over, with their last event, and are not known to be stored. */
    public List<Execution> delivering() {
        return spools.values().stream().filter(Spool::hasEnded).map(Spool::execution).toList();
    }

    String drone() {
        return setup.drone();
    }

    Collection<Spool> all() {
        return spools.values();
    }

    @Nullable
    Spool of(Execution execution) {
        return spools.get(execution);
    }

    /** Nothing of it needs to be kept any more. */
    void forget(Spool spool) {
        spools.remove(spool.execution());
        spool.delete();
    }

    /** Waits until the broker has all that was sent; false when that takes too long. */
    public boolean awaitConfirmed(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        try {
            return setup.status().await(() -> all().stream().allMatch(Spool::isStatusConfirmed), time)
                    && setup.output().await(() -> all().stream().allMatch(Spool::isOutputConfirmed),
                            Duration.ofNanos(end - System.nanoTime()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Sends no more. What is not known to be stored stays for the next start. */
    @Override
    public void close() {
        setup.status().close();
        setup.output().close();
        all().forEach(Spool::release);
    }
}
