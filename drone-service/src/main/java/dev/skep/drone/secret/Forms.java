package dev.skep.drone.secret;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The forms in which a secret shows up: as it is, line by line, and as base64, in URLs, in JSON and as hex. Base64 packs
 * three bytes into four characters, so that the same secret looks different at each of three places in a longer text.
 */
final class Forms {

    /** What is shorter stands in ordinary text too often. */
    private static final int SHORTEST = 4;
    private static final int SHORTEST_LINE = 8;
    /** A key of RSA with 4096 bits has some 3,300 characters. */
    private static final int LONG = 4096;
    /** As openssl has them, and as RFC 2045, coreutils and Python's encodebytes do. */
    private static final List<Integer> BASE64_LINES = List.of(64, 76);
    private static final int PLACES = 3;
    private static final int GROUP = 4;
    /** So many bytes are three groups of base64: enough to stand in no text by chance. */
    private static final int PART = 9;
    /** Of a secret's ends a line may hold less than a part: so many bytes of them are looked for, broken at each place. */
    private static final int END = 18;
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]");
    private static final Pattern ESCAPED = Pattern.compile("%[0-9A-F]{2}");

    private final Set<String> forms = new LinkedHashSet<>();
    /** What has all its forms: a form of one secret may be another secret. */
    private final Set<String> known = new HashSet<>();

    private Forms() {}

    static Collection<byte[]> of(Collection<Secret> secrets) {
        var all = new Forms();
        for (var secret : secrets) {
            all.addLines(secret.value());
            all.addTexts(secret.value());
        }
        return all.forms.stream().filter(form -> form.length() >= SHORTEST)
                .map(form -> form.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** Of a secret that is JSON, such as a service account, the texts in it are secret too. */
    private void addTexts(String secret) {
        if (secret.stripLeading().startsWith("{")) {
            try {
                addTexts(JsonMapper.shared().readTree(secret));
            } catch (JacksonException noJson) {
                // it only looks like it
            }
        }
    }

    private void addTexts(JsonNode node) {
        node.valueStream().forEach(this::addTexts);
        if (node.isString() && node.asString().length() >= SHORTEST_LINE) {
            addLines(node.asString());
        }
    }

    private void addLines(String secret) {
        addWhole(secret);
        secret.lines().map(String::strip).filter(line -> line.length() >= SHORTEST_LINE).forEach(this::addWhole);
    }

    private void addWhole(String secret) {
        if (secret.length() < SHORTEST || !known.add(secret)) {
            return;
        }
        forms.add(secret);
        addBase64(Base64.getEncoder(), secret);
        if (secret.length() > LONG) {
            return; // its lines are looked for in all forms, and it in those that matter
        }
        forms.add(secret.strip());
        forms.add(secret.replace("\r\n", "\n").replace("\n", "\r\n"));
        forms.add(secret.replace("'", "'\\''")); // a shell's trace
        forms.add(secret.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n")); // Python's repr
        forms.add(secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;"));
        addJsonForms(secret);
        addUrlForms(secret);
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        forms.add(HexFormat.of().formatHex(bytes));
        forms.add(HexFormat.of().withUpperCase().formatHex(bytes));
        addBase64(Base64.getUrlEncoder(), secret);
    }

    /** As most programs escape, as Go does, as PHP does, and as those do that write ASCII alone. */
    private void addJsonForms(String secret) {
        var usual = secret.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r")
                .replace("\t", "\\t");
        var ofGo = usual.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
        for (var escaped : List.of(usual, ofGo, usual.replace("/", "\\/"))) {
            forms.add(escaped);
            forms.add(NOT_ASCII.matcher(escaped)
                    .replaceAll(one -> "\\\\u" + HexFormat.of().toHexDigits(one.group().charAt(0))));
        }
    }

    /** As forms send it, as RFC 3986 has it, and as JavaScript's encodeURIComponent leaves it; hex in both cases. */
    private void addUrlForms(String secret) {
        var form = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        var strict = form.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
        var script = strict.replace("%21", "!").replace("%27", "'").replace("%28", "(").replace("%29", ")")
                .replace("%2A", "*");
        for (var encoded : List.of(form, form.replace("+", "%20"), strict, script)) {
            forms.add(encoded);
            forms.add(ESCAPED.matcher(encoded).replaceAll(Forms::lowerCase));
        }
    }

    private static String lowerCase(MatchResult escaped) {
        return escaped.group().toLowerCase(Locale.ROOT);
    }

    private void addBase64(Base64.Encoder encoder, String secret) {
        for (var text : List.of(secret, secret + "\n")) {
            var alone = encoder.encodeToString(text.getBytes(StandardCharsets.UTF_8));
            forms.add(alone);
            BASE64_LINES.forEach(width -> forms.addAll(pieces(alone, width)));
        }
        addInside(encoder, secret.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Within a longer text, lines may break it after any group. A form for each break would take megabytes for each line of
     * a key: so any part is looked for, which every line has that is no end, and the two ends.
     */
    private void addInside(Base64.Encoder encoder, byte[] secret) {
        addEnd(encoder, Arrays.copyOf(secret, Math.min(END, secret.length)));
        if (secret.length > END) {
            for (var from = 0; from + PART <= secret.length; from++) {
                forms.add(encoder.encodeToString(Arrays.copyOfRange(secret, from, from + PART)));
            }
            addEnd(encoder, Arrays.copyOfRange(secret, secret.length - END, secret.length));
        }
    }

    private void addEnd(Base64.Encoder encoder, byte[] end) {
        for (var before = 0; before < PLACES; before++) {
            var first = Math.ceilDiv(before * 8, 6);
            var inside = inside(encoder, end, before, first);
            forms.add(inside);
            for (var at = GROUP - first; at < inside.length(); at += GROUP) {
                forms.add(inside.substring(0, at) + "\n" + inside.substring(at));
            }
        }
    }

    /** The characters that depend on the secret alone, when so many bytes stand before it in its group of three. */
    private static String inside(Base64.Encoder encoder, byte[] secret, int before, int first) {
        var shifted = new byte[before + secret.length];
        System.arraycopy(secret, 0, shifted, before, secret.length);
        return encoder.withoutPadding().encodeToString(shifted).substring(first, shifted.length * 8 / 6);
    }

    /** Programs break long base64 into lines. */
    private static List<String> pieces(String encoded, int width) {
        var pieces = new ArrayList<String>();
        for (var from = 0; encoded.length() > width && from < encoded.length(); from += width) {
            var piece = encoded.substring(from, Math.min(from + width, encoded.length()));
            if (piece.length() >= SHORTEST_LINE) {
                pieces.add(piece);
            }
        }
        return pieces;
    }
}
