package dev.skep.standalone.faults.check;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.skep.standalone.faults.load.Gateways;
import tools.jackson.databind.JsonNode;

/**
 * All events of a job.
 *
 * @param events of all attempts, as the pages give them
 */
record History(List<JsonNode> events) {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Reads them page by page. */
    static History of(String job, Gateways gateways) throws IOException, InterruptedException {
        var events = new ArrayList<JsonNode>();
        var page = gateways.get("/api/v1/jobs/" + job + "/events", PATIENCE).json();
        page.path("items").forEach(events::add);
        while (!page.path("items").isEmpty() && page.path("next").isString()) {
            page = gateways.get("/api/v1/jobs/" + job + "/events?after=" + page.path("next").asString(), PATIENCE)
                    .json();
            page.path("items").forEach(events::add);
        }
        return new History(events);
    }

    /** Those of one attempt. */
    List<JsonNode> of(int attempt) {
        return events.stream().filter(event -> event.path("attempt").asInt() == attempt).toList();
    }

    /** When such an event was, by the clock of whoever told of it; the last of them, should there be several. */
    Optional<Instant> when(int attempt, String type) {
        return of(attempt).stream().filter(event -> event.path("type").asString().equals(type))
                .map(event -> Instant.parse(event.path("at").asString())).reduce((first, second) -> second);
    }
}
