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
 * @param secretKeys the keys that open secrets, {@code id:key}, several separated by commas; blank for none
 */
@Validated
@ConfigurationProperties("skep")
record BrokerSettings(@DefaultValue("amqp://guest:guest@localhost:5672") @NotBlank String rabbitmqUri,
        @DefaultValue("skep") @NotBlank String namespace, @DefaultValue("") String secretKeys) {

    /** Without the password and the keys. */
    @Override
    public String toString() {
        return "broker of namespace " + namespace;
    }
}
