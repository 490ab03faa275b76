package dev.skep.standalone.faults.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class CancelCheckTest {

    private static final String AT = "2026-11-23T10:00:00.123Z";

    private final Map<String, @Nullable Object> cancel = new HashMap<>(Map.of("by", "admin", "at", AT, "deliveredAt",
            AT, "endedAt", AT, "signalled", List.of(told("TERM"), told("TERM", "KILL")), "left", List.of()));
    private @Nullable Integer bytes = 12;

    @Test
    void findsNothingWrongWithAllOfTheEvidence() {
        assertThat(check(true)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"deliveredAt", "endedAt"})
    void findsThatTheDroneThatEndedTheJobDoesNotSayWhen(String moment) {
        cancel.put(moment, null);
        assertThat(check(true)).containsExactly(Breach.EVIDENCE_MISSING);
        assertThat(check(false)).containsExactly(Breach.EVIDENCE_MISSING);
    }

    @Test
    void findsProcessesThatAreLeft() {
        cancel.put("left", List.of(4711));
        assertThat(check(true)).containsExactly(Breach.PROCESS_LEFT);
    }

    @Test
    void findsThatNobodyWasKilledThoughThereWereProcessesThatIgnoreEverythingElse() {
        cancel.put("signalled", List.of(told("TERM")));
        assertThat(check(true)).containsExactly(Breach.EVIDENCE_MISSING);
        cancel.put("signalled", List.of());
        assertThat(check(true)).containsExactly(Breach.EVIDENCE_MISSING);
        assertThat(check(false)).isEmpty();
    }

    @Test
    void wantsNoEvidenceFromADroneThatDidNotEndTheJob() {
        bytes = null;
        cancel.put("endedAt", null);
        cancel.put("signalled", List.of());
        assertThat(check(true)).isEmpty();
        cancel.put("deliveredAt", null);
        assertThat(check(false)).isEmpty();
    }

    @Test
    void doesNotBelieveWhatADroneSaidBeforeItDiedEither() {
        bytes = null;
        cancel.put("signalled", List.of());
        assertThat(check(true)).containsExactly(Breach.EVIDENCE_MISSING);
    }

    private List<Breach> check(boolean begun) {
        var log = new HashMap<String, @Nullable Object>();
        log.put("bytes", bytes);
        var state = JsonMapper.shared().valueToTree(Map.of("cancel", cancel, "log", log));
        return CancelCheck.check("j", state, begun).map(Finding::breach).stream().toList();
    }

    private static Map<String, Object> told(String... signals) {
        return Map.of("pid", 4711, "program", "/bin/sh", "signals", List.of(signals));
    }
}
