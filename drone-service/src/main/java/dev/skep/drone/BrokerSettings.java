package dev.skep.drone;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where the drone meets the others.
 *
 * @param rabbitmqUri the broker, {@code amqp://user:password@host:port/vhost}
 * @param namespace the first word of all names on it
 */
@Validated
@ConfigurationProperties("skep")
record BrokerSettings(@DefaultValue("amqp://guest:guest@localhost:5672") @NotBlank String rabbitmqUri,
        @DefaultValue("skep") @NotBlank String namespace) {}
