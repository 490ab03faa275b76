package dev.skep.standalone.faults.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class HistoryCheckTest {

    private final List<JsonNode> events = new ArrayList<>(List.of(event(0, "job:queued"), event(1, "job:assigned"),
            event(2, "job:done")));

    @Test
    void findsNothingWrongWithAllOfIt() {
        assertThat(HistoryCheck.check("j", events)).isEmpty();
    }

    @Test
    void findsGaps() {
        events.remove(1);
        assertThat(HistoryCheck.check("j", events)).isPresent();
    }

    @Test
    void findsRepeats() {
        events.add(1, event(0, "job:queued"));
        assertThat(HistoryCheck.check("j", events)).isPresent();
    }

    @Test
    void findsAMissingEnd() {
        events.removeLast();
        assertThat(HistoryCheck.check("j", events)).isPresent();
        assertThat(HistoryCheck.check("j", List.of())).isPresent();
    }

    private static JsonNode event(int seq, String type) {
        return JsonMapper.shared().valueToTree(Map.of("seq", seq, "type", type));
    }
}
