package dev.skep.standalone.faults.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryCheckTest {

    private final List<JsonNode> events = new ArrayList<>(List.of(event(1, 0, "job:queued"), event(1, 1, "job:lost"),
            event(2, 0, "job:queued"), event(2, 1, "job:assigned"), event(2, 2, "job:done")));

    @Test
    void findsNothingWrongWithAllOfIt() {
        assertThat(HistoryCheck.check("j", 2, events)).isEmpty();
    }

    @Test
    void findsGaps() {
        events.remove(3);
        assertThat(HistoryCheck.check("j", 2, events)).isPresent();
    }

    @Test
    void findsRepeats() {
        events.add(3, event(2, 0, "job:queued"));
        assertThat(HistoryCheck.check("j", 2, events)).isPresent();
    }

    @Test
    void findsAMissingEnd() {
        events.removeLast();
        assertThat(HistoryCheck.check("j", 2, events)).isPresent();
        assertThat(HistoryCheck.check("j", 2, List.of())).isPresent();
    }

    private static JsonNode event(int attempt, int seq, String type) {
        return JsonMapper.shared().valueToTree(Map.of("attempt", attempt, "seq", seq, "type", type));
    }
}
