package dev.skep.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a job's output.
 *
 * @param text the bytes as UTF-8; where they are not valid UTF-8, each wrong byte shows as U+FFFD
 * @param base64 the very bytes, only where {@code text} cannot give them back; else null
 * @param offset where the piece starts in the log of its attempt, in bytes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Output(String text, @Nullable String base64, long offset) {

    /** The output that consists of these bytes. */
    public static Output of(byte[] bytes, int length, long offset) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
            return new Output(text, null, offset);
        } catch (CharacterCodingException notUtf8) {
            var raw = ByteBuffer.allocate(length).put(bytes, 0, length).flip();
            return new Output(new String(bytes, 0, length, StandardCharsets.UTF_8),
                    StandardCharsets.ISO_8859_1.decode(Base64.getEncoder().encode(raw)).toString(), offset);
        }
    }

    /** The very bytes that the command wrote. */
    public byte[] bytes() {
        return base64 == null ? text.getBytes(StandardCharsets.UTF_8) : Base64.getDecoder().decode(base64);
    }
}
