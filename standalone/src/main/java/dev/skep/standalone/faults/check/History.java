package dev.skep.standalone.faults.check;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.skep.standalone.faults.load.Gateways;
import tools.jackson.databind.JsonNode;

/** Reads all events of a job, page by page. */
final class History {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private History() {}

    static List<JsonNode> of(String job, Gateways gateways) throws IOException, InterruptedException {
        var events = new ArrayList<JsonNode>();
        var page = gateways.get("/api/v1/jobs/" + job + "/events", PATIENCE).json();
        page.path("items").forEach(events::add);
        while (!page.path("items").isEmpty() && page.path("next").isString()) {
            page = gateways.get("/api/v1/jobs/" + job + "/events?after=" + page.path("next").asString(), PATIENCE)
                    .json();
            page.path("items").forEach(events::add);
        }
        return events;
    }
}
