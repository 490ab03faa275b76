package dev.skep.standalone.faults.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class LogCheckTest {

    private static final String WRITTEN = "one\ntwo\nthree\n";

    @Test
    void findsNothingWrongWithWhatIsAllThere() throws Exception {
        assertThat(LogCheck.content("j", bytes(WRITTEN), bytes(WRITTEN), false)).isEmpty();
        assertThat(LogCheck.sums("j", said(WRITTEN, true), bytes(WRITTEN), false)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'one\ntwo\n'|OUTPUT_MISSING", "''|OUTPUT_MISSING",
            "'one\nthree\n'|OUTPUT_MISSING", "'two\nthree\n'|OUTPUT_MISSING", "'one\ntwo\nthr'|OUTPUT_MISSING",
            "'one\ntwo\ntwo\n'|OUTPUT_MISSING", "'one\no\nthree\n'|OUTPUT_MISSING",
            "'one\ntwo\ntwo\nthree\n'|OUTPUT_DOUBLED", "'one\ntwo\nthree\none\n'|OUTPUT_DOUBLED",
            "'one\nthree\ntwo\n'|OUTPUT_DOUBLED"})
    void findsWhatIsMissingOrDoubled(String found, Breach breach) {
        assertThat(LogCheck.content("j", bytes(WRITTEN), bytes(found), false)).map(Finding::breach).contains(breach);
    }

    @Test
    void doesNotBelieveALogThatIsNotCompleteOrAnotherThanItSays() throws Exception {
        for (var said : List.of(said(WRITTEN, false), said("other", true), json(null))) {
            assertThat(LogCheck.sums("j", said, bytes(WRITTEN), false)).map(Finding::breach)
                    .contains(Breach.OUTPUT_MISSING);
        }
    }

    @Test
    void takesABeginningForAllOfAJobThatWasCutShort() throws Exception {
        assertThat(LogCheck.content("j", bytes(WRITTEN), bytes("one\n"), true)).isEmpty();
        assertThat(LogCheck.content("j", bytes(WRITTEN), bytes("two\n"), true)).map(Finding::breach)
                .contains(Breach.OUTPUT_MISSING);
        assertThat(LogCheck.content("j", bytes(WRITTEN), bytes("one\none\ntw"), true)).map(Finding::breach)
                .contains(Breach.OUTPUT_DOUBLED);
        assertThat(LogCheck.sums("j", json(null), bytes(""), true)).isEmpty();
        assertThat(LogCheck.sums("j", said("one\n", false), bytes("one\n"), true)).isPresent();
    }

    @Test
    void leavesOutWhatTheDroneHadToSay() {
        var said = json(Map.of("type", "job:stderr", "offset", 4, "text", "waiting\n"));
        var written = json(Map.of("type", "job:cmd:stdout", "offset", 0, "text", "one\n"));
        var log = bytes("one\nwaiting\ntwo\nthree\n");
        assertThat(LogCheck.ofCommands(log, List.of(written, said))).isEqualTo(bytes(WRITTEN));
        assertThat(LogCheck.ofCommands(log, List.of(written))).isEqualTo(log);
        assertThat(LogCheck.ofCommands(bytes("on"), List.of(said))).isEqualTo(bytes("on"));
    }

    private static JsonNode said(String log, boolean complete) throws Exception {
        var sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(log)));
        return json(Map.of("bytes", log.length(), "sha256", sha256, "complete", complete));
    }

    private static JsonNode json(@Nullable Object value) {
        return JsonMapper.shared().valueToTree(value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
