package dev.skep.gateway;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the gateway must be told. The store is {@code spring.mongodb.uri}, set by {@code SKEP_MONGODB_URI}.
 *
 * @param rabbitmqUri the broker's AMQP URI
 * @param namespace the first word of all names on the broker
 * @param adminToken the token that may do everything, at least 16 characters
 */
@Validated
@ConfigurationProperties("skep")
public record GatewayProperties(@NotBlank @DefaultValue("amqp://guest:guest@localhost:5672") String rabbitmqUri,
        @NotBlank @DefaultValue("skep") String namespace,
        @Size(min = 16, message = "must be set to a secret of at least 16 characters: openssl rand -hex 24 makes one") @NotNull(message = "must be set: openssl rand -hex 24 makes one") String adminToken) {}
