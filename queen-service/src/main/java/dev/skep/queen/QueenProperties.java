package dev.skep.queen;

import java.time.Duration;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/**
 * What the queen must be told.
 *
 * @param rabbitmqUri the broker's AMQP URI
 * @param namespace the first word of all names on the broker
 * @param settle how long after her start she only listens for drones, before she places the first job
 * @param ahead how many jobs may wait on a drone's own queue, for each that it runs at once
 */
@Validated
@ConfigurationProperties("skep")
record QueenProperties(@NotBlank @DefaultValue("amqp://guest:guest@localhost:5672") String rabbitmqUri,
        @NotBlank @DefaultValue("skep") String namespace,
        @NotNull @Name("queen.settle") @DefaultValue("500ms") Duration settle,
        @NotNull @Name("queen.ahead") @DefaultValue("1") Ahead ahead) {}
