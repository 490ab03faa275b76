package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What the whole log of an attempt must come to.
 *
 * @param bytes its length
 * @param lines its lines; a last one without a newline counts
 * @param sha256 its SHA-256, as lower-case hex
 * @param dropped how many more bytes were written that are not in it; null when it has all
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogSummary(long bytes, long lines, String sha256, @Nullable Long dropped) {}
