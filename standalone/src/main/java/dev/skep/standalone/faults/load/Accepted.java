package dev.skep.standalone.faults.load;

import java.time.Instant;

/**
 * A job that Skep has taken on: its 202 came back.
 *
 * @param at when
 */
public record Accepted(String id, Kind kind, Instant at) {}
