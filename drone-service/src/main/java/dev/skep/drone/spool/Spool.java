package dev.skep.drone.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import dev.skep.broker.Topology;
import dev.skep.drone.checkout.Directories;
import dev.skep.drone.job.EventSink;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.JobInfo;
import dev.skep.message.WireFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that one execution reports, on its way to the store, and kept until it is known to be there. One thread at a time
 * writes to it.
 */
final class Spool implements EventSink {

    private static final Logger log = LoggerFactory.getLogger(Spool.class);

    private final Execution execution;
    private final Path directory;
    private final Setup setup;
    private final Way status;
    private final Way output;
    private final Queue<Awaited> awaited = new ConcurrentLinkedQueue<>();
    private volatile long lastSeq;
    private volatile long stored;
    private final AtomicLong written = new AtomicLong();
    /** Whether it has its last event. */
    private volatile boolean ended;
    /** How far it came; null while it runs. */
    private volatile @Nullable JobInfo over;
    private boolean full;
    private boolean left;

    private record Awaited(long seq, CompletableFuture<@Nullable Void> delivered) {}

    /** What is on the tracks by now is only sent when the store lacks it. */
    Spool(Execution execution, Path directory, Setup setup, Track status, Track output) {
        this.execution = execution;
        this.directory = directory;
        this.setup = setup;
        this.status = new Way(setup.status(), status, this::onConfirm);
        this.output = new Way(setup.output(), output, this::onConfirm);
        this.lastSeq = Math.max(status.last(), output.last());
        this.stored = firstKept(status, output);
    }

    private static long firstKept(Track status, Track output) {
        return output.first() == Track.NONE ? status.first() : Math.min(status.first(), output.first());
    }

    Execution execution() {
        return execution;
    }

    @Override
    public boolean send(JobEvent event) {
        var entry = entry(setup.drone(), event);
        var taken = switch (event) {
            case JobEvent.Status any -> {
                status.sendAnyhow(entry);
                yield true;
            }
            case JobEvent.Log any -> sendIfRoom(entry);
            case JobEvent.PluginData any -> sendIfRoom(entry);
        };
        if (taken) {
            written.addAndGet(entry.body().length);
            lastSeq = entry.seq();
            ended = ended || isLast(event);
        }
        return taken;
    }

    /** Nothing more comes: an earlier start of the drone left it so. */
    void takeUp(JobEvent last, JobInfo info) {
        left = true;
        ended = isLast(last);
        close(info);
    }

    static Entry entry(String drone, JobEvent event) {
        return new Entry(event.stamp().seq(), WireFormat.typeOf(event), Topology.eventKey(drone, event),
                WireFormat.encode(event));
    }

    private static boolean isLast(JobEvent event) {
        return event instanceof JobEvent.Done || event instanceof JobEvent.Requeued;
    }

    private boolean sendIfRoom(Entry entry) {
        full = full || status.track().bytes() + output.track().bytes() + entry.body().length > setup.limit();
        if (!full) {
            try {
                output.send(entry);
            } catch (IOException e) {
                log.warn("the disk takes no more output of {}: make room in {}: {}", execution, directory,
                        e.toString());
                full = true;
            }
        }
        return !full;
    }

    @Override
    public CompletableFuture<?> delivered() {
        var all = new Awaited(lastSeq, new CompletableFuture<>());
        awaited.add(all);
        onConfirm();
        return all.delivered;
    }

    private void onConfirm() {
        if (!awaited.isEmpty()) {
            var below = confirmed().both();
            awaited.removeIf(wait -> wait.seq < below && wait.delivered.complete(null));
        }
    }

    Confirmed confirmed() {
        return new Confirmed(status.confirmedBelow(), output.confirmedBelow());
    }

    @Override
    public long limit() {
        return setup.limit();
    }

    @Override
    public void close(JobInfo last) {
        release();
        over = last;
    }

    /** Whether nothing more comes. */
    boolean isOver() {
        return over != null;
    }

    /** Whether its last event has come: then it is no loss when its drone is gone. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether an earlier start of the drone left it. */
    boolean isLeft() {
        return left;
    }

    /** How far it came; empty while it runs. */
    Optional<JobInfo> info(Instant now) {
        return Optional.ofNullable(over).map(last -> new JobInfo(execution.job(), execution.attempt(),
                execution.lease(), setup.drone(), now, lastSeq, stored, last.logBytes(), null));
    }

    long lastSeq() {
        return lastSeq;
    }

    /** How many bytes came, all in all. */
    long written() {
        return written.get();
    }

    @Override
    public long stored() {
        return stored;
    }

    /** The events below this number are stored. */
    void noteStored(long below) {
        stored = Math.max(stored, below);
        status.track().forgetBelow(stored);
        output.track().forgetBelow(stored);
    }

    /** Whether all that it has is known to be stored. */
    boolean isStored() {
        return stored > lastSeq;
    }

    /**
     * Sends again what the store lacks.
     *
     * @return the largest number that was found; {@link Missing#NONE} when it has none of them
     */
    long repeat(Missing missing, Repair.Order order) {
        var lostStatus = status.lost(missing, order.confirmed().status(), order.most());
        var lostOutput = output.lost(missing, order.confirmed().output(), order.most());
        var last = Stream.concat(lostStatus.keySet().stream(), lostOutput.keySet().stream()).sorted()
                .limit(order.most()).reduce(Missing.NONE, (smaller, larger) -> larger);
        status.repeat(lostStatus.headMap(last, true));
        output.repeat(lostOutput.headMap(last, true));
        return last;
    }

    boolean isStatusConfirmed() {
        return status.confirmedBelow() > lastSeq;
    }

    boolean isOutputConfirmed() {
        return output.confirmedBelow() > lastSeq;
    }

    /** Closes all files, until they are used again. */
    void release() {
        status.track().close();
        output.track().close();
    }

    /** Deletes all that is kept. */
    void delete() {
        status.track().forgetAll();
        output.track().forgetAll();
        try {
            Directories.delete(directory);
        } catch (IOException e) {
            log.warn("{} could not be deleted: delete it by hand", directory, e);
        }
    }
}
