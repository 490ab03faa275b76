package dev.skep.message;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * What a service sends to itself, to know that the broker passes messages on.
 *
 * @param instance the sender
 * @param number how many it sent before
 */
@JsonTypeName("echo")
public record Echo(String instance, long number) implements Message {}
