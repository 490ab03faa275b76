package dev.skep.drone.job;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import dev.skep.message.JobEvent;

/** Keeps the events of a job. */
final class Events implements EventSink {

    private final List<JobEvent> all = new CopyOnWriteArrayList<>();

    @Override
    public CompletableFuture<?> send(JobEvent event) {
        all.add(event);
        return CompletableFuture.completedFuture(null);
    }

    List<JobEvent> all() {
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
