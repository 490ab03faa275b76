package dev.skep.standalone.faults.check;

import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/** Whether the events of a job's last attempt are all there: numbered from 0 without a gap or a repeat, up to its end. */
final class HistoryCheck {

    private HistoryCheck() {}

    /** @param events of all attempts, as the pages give them */
    static Optional<Finding> check(String job, int attempt, List<JsonNode> events) {
        var numbers = events.stream().filter(event -> event.path("attempt").asInt() == attempt)
                .map(event -> event.path("seq").asLong()).toList();
        for (var index = 0; index < numbers.size(); index++) {
            if (numbers.get(index) != index) {
                return Optional.of(Finding.of(Breach.HISTORY_BROKEN, job,
                        "event " + index + " of attempt " + attempt + " is missing or repeated: " + numbers));
            }
        }
        if (events.isEmpty() || !events.getLast().path("type").asString().equals("job:done")) {
            return Optional.of(Finding.of(Breach.HISTORY_BROKEN, job,
                    "the history has " + events.size() + " events and does not end with job:done"));
        }
        return Optional.empty();
    }
}
