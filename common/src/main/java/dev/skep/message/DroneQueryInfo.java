package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/** Asks each drone to send its {@code drone:info} now. Queen to drones. */
@JsonTypeName("drone:query-info")
public record DroneQueryInfo() implements Message {}
