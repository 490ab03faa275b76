package dev.skep.standalone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.skep.message.JobEvent;
import dev.skep.standalone.Api;

/** Listens to what happens to all jobs, over one stream: nothing needs to be asked for again and again. */
final class StatusStream implements AutoCloseable {

    private final Map<String, Course> courses = new ConcurrentHashMap<>();
    private final Thread reader;
    private volatile boolean closed;

    StatusStream(Api api) {
        this.reader = Thread.ofPlatform().name("events").daemon().start(() -> read(api));
    }

    private void read(Api api) {
        try {
            api.followAll(event -> {
                if (event instanceof JobEvent.Status status) {
                    courseOf(status.stamp().job()).on(status);
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
        courses.values().forEach(course -> course.cutOff(why));
    }

    Course courseOf(String job) {
        return courses.computeIfAbsent(job, id -> new Course());
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }
}
