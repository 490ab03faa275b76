package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * A token that a drone sends to itself and holds unacknowledged for as long as its connection stands. When it falls to a
 * queen instead, the connection has ended: the drone is suspected.
 *
 * @param drone its id
 * @param incarnation which start of that drone
 * @param number the newest one counts; the drone drops the others
 */
@JsonTypeName("drone:presence")
public record DronePresence(String drone, String incarnation, long number) implements Message {}
