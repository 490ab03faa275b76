package dev.skep.drone.secret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Replaces secrets, in the forms in which programs show them, by {@code ***}. All that a job writes or reports passes
 * through here on its way out of the drone.
 */
public final class Masker {

    /** Masks nothing. */
    public static final Masker NOTHING = new Masker(List.of());

    private final @Nullable Automaton automaton;

    /** @param secrets what must not be seen; what is too short to be told from ordinary text is not masked */
    public Masker(Collection<Secret> secrets) {
        var forms = Forms.of(secrets);
        automaton = forms.isEmpty() ? null : new Automaton(forms);
    }

    /** A stream of bytes, masked as it comes: a secret may come in pieces. */
    public MaskedStream stream() {
        return new MaskedStream(automaton);
    }

    /** The text without secrets. */
    public String mask(String text) {
        if (automaton == null) {
            return text;
        }
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var masked = new ByteArrayOutputStream(bytes.length);
        var stream = stream();
        masked.writeBytes(stream.pass(bytes, bytes.length));
        masked.writeBytes(stream.end());
        return masked.toString(StandardCharsets.UTF_8);
    }

    /**
     * The data without secrets: keys, too.
     *
     * @param data texts, numbers, booleans, null, lists and maps; what else is in it is not looked into
     */
    public Map<String, Object> mask(Map<String, Object> data) {
        var masked = new LinkedHashMap<String, Object>();
        data.forEach((key, value) -> masked.put(mask(key), maskValue(value)));
        return masked;
    }

    private @Nullable Object maskValue(@Nullable Object value) {
        return switch (value) {
            case String text -> mask(text);
            case Number number -> maskNumber(number);
            case List<?> list -> list.stream().map(this::maskValue).toList();
            case Map<?, ?> map -> {
                var masked = new LinkedHashMap<String, @Nullable Object>();
                map.forEach((key, item) -> masked.put(mask(String.valueOf(key)), maskValue(item)));
                yield masked;
            }
            case null, default -> value;
        };
    }

    /** What is left of a number that holds a secret is none. */
    private Object maskNumber(Number number) {
        var text = number.toString();
        var masked = mask(text);
        return masked.equals(text) ? number : masked;
    }
}
