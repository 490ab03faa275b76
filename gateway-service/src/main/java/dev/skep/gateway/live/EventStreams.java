package dev.skep.gateway.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import dev.skep.gateway.history.EventPosition;
import dev.skep.gateway.history.History;
import dev.skep.gateway.job.Jobs;
import dev.skep.message.JobEvent;
import dev.skep.message.WireFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Streams of server-sent events, one virtual thread each. */
@Component
class EventStreams {

    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);
    private static final MediaType UTF8 = new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    private static final int EVENTS_A_READ = 200;
    private static final String LAST_TYPE = WireFormat.typeOf(JobEvent.Done.class);

    private final Jobs jobs;
    private final History history;
    private final LiveFeed feed;

    EventStreams(Jobs jobs, History history, LiveFeed feed) {
        this.jobs = jobs;
        this.history = history;
        this.feed = feed;
    }

    @FunctionalInterface
    private interface Body {
        void writeTo(SseEmitter out) throws IOException, InterruptedException;
    }

    /** What happened to the job after this place, and what goes on to happen, to its end. */
    SseEmitter ofJob(String id, EventPosition after) {
        return stream("events of " + id, out -> followJob(id, after, out));
    }

    /** What happens to any job from now on. */
    SseEmitter ofAll() {
        return stream("events", this::followAll);
    }

    private void followJob(String id, EventPosition after, SseEmitter out) throws IOException, InterruptedException {
        var place = after;
        try (var watch = feed.watch(id)) {
            while (!watch.hasEnded()) {
                var more = history.after(jobs.slim(id).attempts(), place, EVENTS_A_READ);
                for (var entry : more) {
                    place = entry.position();
                    send(out, entry.stored().type(), place.toString(), entry.stored().json());
                    if (entry.stored().type().equals(LAST_TYPE)) {
                        return;
                    }
                }
                if (more.isEmpty() && watch.next(KEEP_ALIVE) == null) {
                    out.send(SseEmitter.event().comment("waiting"));
                }
            }
        }
    }

    private void followAll(SseEmitter out) throws IOException, InterruptedException {
        try (var watch = feed.watchAll()) {
            while (!watch.hasEnded()) {
                var event = watch.next(KEEP_ALIVE);
                if (event == null) {
                    out.send(SseEmitter.event().comment("waiting"));
                } else {
                    var place = new EventPosition(event.stamp().attempt(), event.stamp().seq());
                    send(out, WireFormat.typeOf(event), place.toString(),
                            new String(WireFormat.encode(event), StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static void send(SseEmitter out, String type, String id, String json) throws IOException {
        out.send(SseEmitter.event().name(type).id(id).data(json, UTF8));
    }

    private static SseEmitter stream(String what, Body body) {
        var out = new SseEmitter(0L);
        Thread.ofVirtual().name(what).start(() -> {
            try {
                out.send(SseEmitter.event().comment("here it comes"));
                body.writeTo(out);
                out.complete();
            } catch (IOException | IllegalStateException readerLeft) {
                log.debug("The reader of {} left", what);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                out.complete();
            } catch (RuntimeException e) {
                log.warn("Cannot go on with the {}", what, e);
                out.completeWithError(e);
            }
        });
        return out;
    }
}
