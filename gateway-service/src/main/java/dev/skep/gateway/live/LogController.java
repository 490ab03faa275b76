package dev.skep.gateway.live;

import java.io.IOException;

import dev.skep.gateway.history.EventPosition;
import dev.skep.gateway.job.Job;
import dev.skep.gateway.job.Jobs;
import dev.skep.gateway.problem.Problem;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRange;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The raw log of a job. */
@RestController
@RequestMapping("/api/v1/jobs/{id}/log")
class LogController {

    private final Jobs jobs;
    private final LogReader reader;
    private final Arrivals arrivals;

    LogController(Jobs jobs, LogReader reader, Arrivals arrivals) {
        this.jobs = jobs;
        this.reader = reader;
        this.arrivals = arrivals;
    }

    /**
     * What was written in the current attempt, as far as it is stored.
     *
     * @param after where to go on: a number of bytes to leave out, or the id of an event
     * @param range for finished jobs, one range of bytes
     */
    @GetMapping
    void log(@PathVariable String id, @RequestParam(required = false) @Nullable String after,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) @Nullable String range,
            HttpServletResponse response) throws IOException {
        var byEvent = after != null && !after.matches("\\d{1,18}");
        var place = byEvent ? EventPosition.parse(after) : EventPosition.START;
        var job = arrivals.awaitAll(jobs.slim(id), place);
        response.setContentType(MediaType.TEXT_PLAIN_VALUE + ";charset=utf-8");
        if (byEvent) {
            copyAfterEvent(job, place, response);
        } else {
            copyBytes(job, after == null ? 0 : Long.parseLong(after), range, response);
        }
    }

    private void copyAfterEvent(Job job, EventPosition place, HttpServletResponse response) throws IOException {
        var attempt = job.currentAttempt();
        if (place.attempt() < attempt.attempt()) {
            reader.copy(attempt, 0, Long.MAX_VALUE, response.getOutputStream());
        } else {
            reader.copyAfter(attempt, place, response.getOutputStream());
        }
    }

    private void copyBytes(Job job, long from, @Nullable String range, HttpServletResponse response)
            throws IOException {
        var sum = job.progress().log();
        var first = from;
        var end = Long.MAX_VALUE;
        if (sum != null && job.progress().logComplete()) {
            end = sum.bytes();
            response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
            if (range != null) {
                var wanted = oneRange(range, sum.bytes());
                first = wanted.getRangeStart(sum.bytes());
                end = wanted.getRangeEnd(sum.bytes()) + 1;
                response.setStatus(HttpStatus.PARTIAL_CONTENT.value());
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes " + first + "-" + (end - 1) + "/" + sum.bytes());
            }
            response.setContentLengthLong(Math.max(0, end - first));
        }
        reader.copy(job.currentAttempt(), first, end, response.getOutputStream());
    }

    private static HttpRange oneRange(String range, long length) {
        try {
            var ranges = HttpRange.parseRanges(range);
            if (ranges.size() == 1 && ranges.getFirst().getRangeStart(length) < length) {
                return ranges.getFirst();
            }
        } catch (IllegalArgumentException notARange) {
            throw unsatisfiable(range, length);
        }
        throw unsatisfiable(range, length);
    }

    private static Problem unsatisfiable(String range, long length) {
        var problem = new Problem(Problem.Kind.RANGE, "Range",
                range + " is not one range within the log's " + length + " bytes");
        problem.getHeaders().set(HttpHeaders.CONTENT_RANGE, "bytes */" + length);
        return problem;
    }
}
