package dev.skep.gateway.job;

/** The broker knows nothing of what it was told before: it lost its data, or is another one. */
public record BrokerForgot() {}
