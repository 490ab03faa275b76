package dev.skep.standalone.faults.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

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
        assertThat(check(WRITTEN, false, said(WRITTEN, true))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"'one\ntwo\n'|OUTPUT_MISSING", "''|OUTPUT_MISSING",
            "'one\ntwo\ntwo\nthree\n'|OUTPUT_DOUBLED", "'one\ntwo\nthree\none\n'|OUTPUT_DOUBLED",
            "'one\nthree\ntwo\n'|OUTPUT_DOUBLED"})
    void findsWhatIsMissingOrDoubled(String found, Breach breach) throws Exception {
        assertThat(check(found, false, said(found, true))).map(Finding::breach).contains(breach);
    }

    @Test
    void doesNotBelieveALogThatIsNotCompleteOrAnotherThanItSays() throws Exception {
        assertThat(check(WRITTEN, false, said(WRITTEN, false))).map(Finding::breach).contains(Breach.OUTPUT_MISSING);
        assertThat(check(WRITTEN, false, said("other", true))).map(Finding::breach).contains(Breach.OUTPUT_MISSING);
        assertThat(check(WRITTEN, false, json(null))).map(Finding::breach).contains(Breach.OUTPUT_MISSING);
    }

    @Test
    void takesABeginningForAllOfAJobThatWasCutShort() throws Exception {
        assertThat(check("one\n", true, said("one\n", true))).isEmpty();
        assertThat(check("", true, json(null))).isEmpty();
        assertThat(check("two\n", true, said("two\n", true))).isPresent();
        assertThat(check("one\n", true, said("one\n", false))).isPresent();
    }

    private static Optional<Finding> check(String found, boolean cut, JsonNode said) {
        return LogCheck.check("j", bytes(WRITTEN), bytes(found), cut, said);
    }

    private static JsonNode said(String log, boolean complete) throws Exception {
        var sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(log)));
        return json(Map.of("bytes", log.length(), "sha256", sha256, "complete", complete));
    }

    private static JsonNode json(@org.jspecify.annotations.Nullable Object value) {
        return JsonMapper.shared().valueToTree(value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
