package dev.skep.drone.job;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import dev.skep.message.JobEvent;
import dev.skep.message.JobInfo;
import org.jspecify.annotations.Nullable;

/** Keeps the events of a job. */
public class Events implements EventSink {

    private final List<JobEvent> all = new CopyOnWriteArrayList<>();
    private volatile boolean full;
    private volatile @Nullable JobInfo last;

    @Override
    public boolean send(JobEvent event) {
        return (!full || event instanceof JobEvent.Status) && all.add(event);
    }

    /** From now on there is no room for output. */
    void becomeFull() {
        full = true;
    }

    @Override
    public CompletableFuture<?> delivered() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public long limit() {
        return 1000;
    }

    @Override
    public long stored() {
        return 1;
    }

    @Override
    public void close(JobInfo last) {
        this.last = last;
    }

    /** How far the execution came; null while it is not over. */
    @Nullable
    JobInfo last() {
        return last;
    }

    public List<JobEvent> all() {
        return all;
    }

    <T extends JobEvent> Stream<T> of(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast);
    }

    JobEvent.Done done() {
        return of(JobEvent.Done.class).findFirst().orElseThrow();
    }

    byte[] log() {
        var log = new ByteArrayOutputStream();
        of(JobEvent.Log.class).forEach(event -> log.writeBytes(event.output().bytes()));
        return log.toByteArray();
    }
}
