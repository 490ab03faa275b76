package dev.skep.standalone.faults.check;

import java.util.List;
import java.util.Optional;

import tools.jackson.databind.JsonNode;

/** Whether the events of an attempt are all there: numbered from 0 without a gap or a repeat, up to the job's end. */
final class HistoryCheck {

    private HistoryCheck() {}

    /** @param events of the job's last attempt, as the pages give them */
    static Optional<Finding> check(String job, List<JsonNode> events) {
        var numbers = events.stream().map(event -> event.path("seq").asLong()).toList();
        for (var index = 0; index < numbers.size(); index++) {
            if (numbers.get(index) != index) {
                return Optional.of(Finding.of(Breach.HISTORY_BROKEN, job,
                        "event " + index + " is missing or repeated: " + numbers));
            }
        }
        if (events.isEmpty() || !events.getLast().path("type").asString().equals("job:done")) {
            return Optional.of(Finding.of(Breach.HISTORY_BROKEN, job,
                    "the history has " + events.size() + " events and does not end with job:done"));
        }
        return Optional.empty();
    }
}
