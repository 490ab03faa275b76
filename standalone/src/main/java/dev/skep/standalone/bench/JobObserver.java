package dev.skep.standalone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.skep.message.JobEvent;
import dev.skep.standalone.Api;

/** Listens to what happens to all jobs, over one stream: nothing needs to be asked for again and again. */
final class JobObserver implements AutoCloseable {

    private final Map<String, ObservedJob> jobs = new ConcurrentHashMap<>();
    private final Thread reader;
    private volatile boolean closed;

    JobObserver(Api api) {
        this.reader = Thread.ofPlatform().name("events").daemon().start(() -> read(api));
    }

    private void read(Api api) {
        try {
            api.followAll(event -> {
                if (event instanceof JobEvent.Status status) {
                    job(status.stamp().job()).on(status);
                }
                return !closed;
            });
            cutOff(new IOException("Skep ended the stream"));
        } catch (IOException | UncheckedIOException e) {
            cutOff(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cutOff(Exception why) {
        jobs.values().forEach(job -> job.cutOff(why));
    }

    ObservedJob job(String id) {
        return jobs.computeIfAbsent(id, unseen -> new ObservedJob());
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }
}
