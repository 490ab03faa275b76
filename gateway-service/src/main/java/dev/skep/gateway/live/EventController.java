package dev.skep.gateway.live;

import java.util.List;

import dev.skep.gateway.history.EventPosition;
import dev.skep.gateway.history.History;
import dev.skep.gateway.job.Jobs;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.util.RawValue;

/** The events of jobs: as pages, or as a stream that goes on while the job does. */
@RestController
@RequestMapping("/api/v1")
class EventController {

    private static final int MOST_ITEMS = 500;

    private final Jobs jobs;
    private final History history;
    private final EventStreams streams;
    private final Arrivals arrivals;
    private final Inquiries inquiries;

    EventController(Jobs jobs, History history, EventStreams streams, Arrivals arrivals, Inquiries inquiries) {
        this.jobs = jobs;
        this.history = history;
        this.streams = streams;
        this.arrivals = arrivals;
        this.inquiries = inquiries;
    }

    /** The JSON of each event goes out as it came in. */
    record Page(List<RawValue> items, @Nullable String next) {}

    @GetMapping(path = "/jobs/{id}/events", produces = MediaType.APPLICATION_JSON_VALUE)
    Page page(@PathVariable String id, @RequestParam(required = false) @Nullable String after,
            @RequestParam(defaultValue = "100") int limit) {
        var count = Math.clamp(limit, 1, MOST_ITEMS);
        var place = EventPosition.parse(after);
        var job = jobs.slim(id);
        var found = history.after(job.attempts(), place, count + 1);
        if (found.size() <= count && job.isWithDrone()) {
            found = history.after(arrivals.awaitSent(job, place).attempts(), place, count + 1);
        }
        var items = found.stream().limit(count).map(entry -> new RawValue(entry.stored().json())).toList();
        return new Page(items, found.size() > count ? found.get(count - 1).position().toString() : null);
    }

    @GetMapping(path = "/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> stream(@PathVariable String id, @RequestParam(required = false) @Nullable String after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        var job = jobs.slim(id);
        var place = EventPosition.parse(lastEventId == null ? after : lastEventId);
        var nothingMore = job.isFinished() && place.compareTo(job.lastPosition()) >= 0;
        if (nothingMore) {
            return ResponseEntity.noContent().build(); // tells a browser's EventSource not to come back
        }
        var stream = streams.ofJob(id, place);
        inquiries.ask(job); // the drone is to send at once what it has gathered; nobody waits for the answer
        return ResponseEntity.ok(stream);
    }

    @GetMapping(path = "/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter streamAll() {
        return streams.ofAll();
    }
}
