package dev.skep.message;

/**
 * What the whole log of an attempt must come to.
 *
 * @param bytes its length
 * @param lines its lines; a last one without a newline counts
 * @param sha256 its SHA-256, as lower-case hex
 */
public record LogSummary(long bytes, long lines, String sha256) {}
