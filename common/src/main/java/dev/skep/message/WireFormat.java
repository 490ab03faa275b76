package dev.skep.message;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one JSON form of {@link Message}s: unknown properties are ignored, so that a newer sender is understood; unknown
 * types are not.
 */
public final class WireFormat {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS) // 22.10 stays what it is
            .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private static final ClassValue<List<Component>> COMPONENTS = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents()).map(component -> new Component(component.getName(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class), component.getAccessor()))
                    .toList();
        }
    };

    private WireFormat() {}

    /** The message as UTF-8 JSON. */
    public static byte[] encode(Message message) {
        return MAPPER.writeValueAsBytes(message);
    }

    /**
     * The message that these bytes hold.
     *
     * @throws Unreadable when they are no message that this version knows
     */
    public static Message decode(byte[] json) {
        try {
            var message = MAPPER.readValue(json, Message.class);
            if (message == null) {
                throw new IllegalArgumentException("null is no message");
            }
            requireComplete(message);
            return message;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new Unreadable(e);
        }
    }

    /** Records say with {@code @Nullable} what may be missing; Jackson does not look, so this does. */
    private static void requireComplete(@Nullable Object part) {
        if (part instanceof Iterable<?> parts) {
            parts.forEach(WireFormat::requireComplete);
        }
        if (part instanceof Map<?, ?> parts) {
            parts.values().forEach(WireFormat::requireComplete);
        }
        if (!(part instanceof Record whole)) {
            return;
        }
        for (var component : COMPONENTS.get(whole.getClass())) {
            var value = component.of(whole);
            if (value == null && !component.nullable) {
                throw new IllegalArgumentException("no " + component.name + " in " + whole.getClass().getSimpleName());
            }
            requireComplete(value);
        }
    }

    private record Component(String name, boolean nullable, Method accessor) {

        @Nullable
        Object of(Record whole) {
            try {
                return accessor.invoke(whole);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The message's {@code type}, such as {@code job:done}. */
    public static String typeOf(Message message) {
        return typeOf(message.getClass());
    }

    /** The {@code type} of this kind of message. */
    public static String typeOf(Class<? extends Message> kind) {
        return kind.getAnnotation(JsonTypeName.class).value();
    }

    /** Bytes that are no message of ours. */
    public static final class Unreadable extends RuntimeException {
        private Unreadable(Exception cause) {
            super(cause instanceof JacksonException json ? json.getOriginalMessage() : cause.getMessage(), cause);
        }
    }
}
