package dev.skep.drone.secret;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MaskerTest {

    private static final String SECRET = "p4ss w\u00f6rd/+?&\"'\\~";
    private static final String KEY = "-----BEGIN KEY-----\n" + IntStream.range(0, 20)
            .mapToObj(line -> "%02d".formatted(line) + "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWX")
            .collect(Collectors.joining("\n")) + "\n-----END KEY-----\n";

    private final Masker masker = masker(SECRET, KEY);

    private static Masker masker(String... secrets) {
        return new Masker(Arrays.stream(secrets).map(Secret::new).toList());
    }

    @Test
    void masksTheSecretItselfWhereverItStands() {
        assertThat(masker.mask("a" + SECRET + "b" + SECRET + SECRET + "c")).isEqualTo("a***b***c");
        assertThat(masker.mask("nothing here")).isEqualTo("nothing here");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void masksBase64AtAnyPlaceOfALongerText(int before) {
        var text = "x".repeat(before) + SECRET + "yz";
        for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder(), Base64.getMimeEncoder())) {
            var encoded = encoder.encodeToString(text.getBytes(StandardCharsets.UTF_8));
            var masked = masker.mask(encoded);
            assertThat(masked).contains("***");
            assertThat(masked.replace("***", "").length()).isLessThanOrEqualTo(encoded.length() - longest(encoder));
        }
    }

    private static int longest(Base64.Encoder encoder) {
        return encoder.withoutPadding().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8)).length() - 3;
    }

    @Test
    void masksTheWholeOfBase64ThatStandsAlone() {
        for (var text : List.of(SECRET, SECRET + "\n")) {
            assertThat(masker.mask("<" + base64(text) + ">")).isEqualTo("<***>");
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void masksUrlJsonHtmlAndHexForms() {
        var form = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        assertThat(masker.mask("q=" + form + "&r")).isEqualTo("q=***&r");
        assertThat(masker.mask("q=" + form.replace("+", "%20").toLowerCase(Locale.ROOT))).isEqualTo("q=***");
        assertThat(masker.mask(SECRET.replace("'", "'\\''"))).isEqualTo("***");
        assertThat(masker.mask(SECRET.replace("\\", "\\\\").replace("\"", "\\\"").replace("&", "\\u0026")))
                .as("as Go has it").isEqualTo("***");
        assertThat(masker.mask("'" + SECRET.replace("\\", "\\\\").replace("'", "\\'") + "'")).isEqualTo("'***'");
        assertThat(masker.mask("{\"a\":\"" + SECRET.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}"))
                .isEqualTo("{\"a\":\"***\"}");
        assertThat(masker.mask("\"" + SECRET.replace("\\", "\\\\").replace("\"", "\\\"").replace("/", "\\/") + "\""))
                .as("as PHP has it").isEqualTo("\"***\"");
        assertThat(masker.mask("<b>" + SECRET.replace("&", "&amp;").replace("\"", "&quot;") + "</b>"))
                .isEqualTo("<b>***</b>");
        var bytes = SECRET.getBytes(StandardCharsets.UTF_8);
        assertThat(masker.mask(HexFormat.of().formatHex(bytes))).isEqualTo("***");
        assertThat(masker.mask(HexFormat.of().withUpperCase().formatHex(bytes))).isEqualTo("***");
    }

    @Test
    void masksKeysOfManyLines() {
        assertThat(masker.mask("<" + KEY + ">")).isEqualTo("<***>");
        assertThat(masker.mask("<" + KEY.replace("\n", "\r\n") + ">")).isEqualTo("<***>");
        assertThat(masker.mask(KEY.lines().skip(3).findFirst().orElseThrow())).isEqualTo("***");
        var wrapped = Base64.getMimeEncoder(76, new byte[]{'\n'}).encodeToString(KEY.getBytes(StandardCharsets.UTF_8));
        assertThat(masker.mask(wrapped).replaceAll("[*\n]", "")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"abcdef, abcd, abcdefg, ***g", "abcd, cdef, xabcdefx, x***x", "aabaab, abaa, zabaaz, z***z",
            "aaaa, aaab, aaaaab, ***", "abcx, bcdy, abcdy, a***"})
    void masksSecretsThatOverlap(String first, String second, String text, String masked) {
        assertThat(masker(first, second).mask(text)).isEqualTo(masked);
    }

    /** However the bytes are cut into pieces, the same comes out, and at every moment no more than may be seen. */
    @Test
    void masksAcrossPieces() {
        var random = new Random(7);
        var parts = List.of(SECRET, base64(SECRET), KEY, "p4ss", "plain\n", "***", SECRET.substring(0, 9), "\u00f6");
        for (var round = 0; round < 200; round++) {
            var text = IntStream.range(0, 12).mapToObj(i -> parts.get(random.nextInt(parts.size())))
                    .collect(Collectors.joining());
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            var out = new ByteArrayOutputStream();
            var stream = masker.stream();
            for (var from = 0; from < bytes.length;) {
                var until = Math.min(bytes.length, from + 1 + random.nextInt(40));
                out.writeBytes(stream.pass(Arrays.copyOfRange(bytes, from, until), until - from));
                from = until;
            }
            out.writeBytes(stream.end());
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(masker.mask(text)).doesNotContain(SECRET);
        }
    }

    @Test
    void holdsBackOnlyWhatMayBecomeASecret() {
        var stream = masker.stream();
        var bytes = "ready p4s".getBytes(StandardCharsets.UTF_8);
        assertThat(new String(stream.pass(bytes, bytes.length), StandardCharsets.UTF_8)).isEqualTo("ready ");
        assertThat(new String(stream.end(), StandardCharsets.UTF_8)).isEqualTo("p4s");
    }

    @Test
    void masksDataWithItsKeys() {
        assertThat(masker.mask(Map.of("a" + SECRET, List.of(1, SECRET, Map.of("b", SECRET)))))
                .isEqualTo(Map.of("a***", List.of(1, "***", Map.of("b", "***"))));
    }

    @Test
    void masksNumbersByTheirText() {
        assertThat(masker("202611").mask(Map.of("a", 202611, "b", 92026110L, "c", new BigDecimal("20.2611"), "d", 7)))
                .isEqualTo(Map.of("a", "***", "b", "9***0", "c", new BigDecimal("20.2611"), "d", 7));
    }

    @Test
    void leavesBytesThatAreNoTextAsTheyAre() {
        var bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        var out = new ByteArrayOutputStream();
        var stream = masker.stream();
        out.writeBytes(stream.pass(bytes, bytes.length));
        out.writeBytes(stream.end());
        assertThat(out.toByteArray()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 41, 42, 50, 56, 57, 58, 100})
    void masksBase64ThatIsBrokenIntoLinesAmidTheSecret(int before) {
        var text = "x".repeat(before) + SECRET.repeat(6);
        var masker = masker(SECRET.repeat(6));
        var wrapped = Base64.getMimeEncoder(76, new byte[]{'\n'}).encodeToString(text.getBytes(StandardCharsets.UTF_8));

        var left = masker.mask(wrapped).replace("***", "").replace("\n", "");
        assertThat(left.length()).isLessThan(before * 4 / 3 + 8);
    }

    /** All that depends on the secret alone, and nothing else. */
    @ParameterizedTest
    @ValueSource(ints = {5, 18, 19, 20, 27, 60, 1000})
    void masksBase64WhereverLinesBreakIt(int length) {
        var random = new Random(length);
        var secret = random.ints(length, '!', '~').mapToObj(Character::toString).collect(Collectors.joining());
        var masker = masker(secret);
        for (var before = 0; before < 60; before++) {
            var text = ("x".repeat(before) + secret + "y".repeat(30)).getBytes(StandardCharsets.UTF_8);
            var encoded = Base64.getEncoder().encodeToString(text);
            var outside = encoded.substring(0, Math.ceilDiv(before * 8, 6))
                    + encoded.substring((before + length) * 8 / 6);
            for (var width : List.of(64, 76)) {
                var lines = Base64.getMimeEncoder(width, new byte[]{'\n'}).encodeToString(text);

                assertThat(masker.mask(lines).replace("***", "").replace("\n", "")).isEqualTo(outside);
            }
        }
    }

    @Test
    void masksASecretThatIsAFormOfAnother() {
        var encoded = base64(SECRET);

        assertThat(masker(SECRET, encoded).mask(base64(encoded))).isEqualTo("***");
        assertThat(masker(SECRET, encoded).mask(HexFormat.of().formatHex(encoded.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("***");
    }

    @Test
    void masksTheTextsInASecretThatIsJson() {
        var account = "{\"id\": 1, \"private_key\": \"-----BEGIN\\nabcdefghij\\nklmnopqrst\\n-----END\"}";

        assertThat(masker(account).mask("<abcdefghij>\n<-----BEGIN\nabcdefghij\nklmnopqrst\n-----END>"))
                .isEqualTo("<***>\n<***>");
    }

    @Test
    @Timeout(10)
    void takesLittleTimeForLongSecrets() {
        var random = new Random(3);
        var long1 = random.ints(32_000, '!', '~').mapToObj(Character::toString).collect(Collectors.joining());

        var masker = masker(long1);

        assertThat(masker.mask("<" + long1 + ">" + base64(long1))).isEqualTo("<***>***");
    }

    /** A job keeps some twenty bytes for each of these. */
    @Test
    void takesLittleRoomForAKeyOfManyLines() {
        var random = new Random(4);
        var key = IntStream.range(0, 50)
                .mapToObj(line -> random.ints(64, '0', 'z').mapToObj(Character::toString)
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));

        assertThat(Forms.of(List.of(new Secret(key))).stream().mapToInt(form -> form.length).sum())
                .isLessThan(400_000);
    }

    @Test
    void showsNoSecretInItsOwnText() {
        assertThat(new Secret(SECRET)).hasToString("***");
    }
}
