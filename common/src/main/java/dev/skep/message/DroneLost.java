package dev.skep.message;

import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A drone is gone, and will not finish what it has. Queen to gateways and queens; said perhaps more than once.
 *
 * @param drone its id
 * @param incarnation the start of it that is gone: another one of the same id is not meant
 * @param at when the queen found so
 * @param reason how she knows, for people
 */
@JsonTypeName("drone:lost")
public record DroneLost(String drone, String incarnation, Instant at, String reason) implements Message {}
