package dev.skep.testing;

/** The brokers that Skep works with. */
public enum BrokerKind {
    /** A real RabbitMQ. */
    RABBITMQ,
    /** The one in our own process. */
    EMBEDDED
}
