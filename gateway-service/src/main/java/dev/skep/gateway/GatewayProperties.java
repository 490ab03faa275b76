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
 * @param secretKeys the keys that seal secrets, as {@code id:key}, several separated by commas; the first one seals
 * @param url where people reach the gateway, for links that it writes itself; empty for links without a host
 */
@Validated
@ConfigurationProperties("skep")
public record GatewayProperties(@NotBlank @DefaultValue("amqp://guest:guest@localhost:5672") String rabbitmqUri,
        @NotBlank @DefaultValue("skep") String namespace,
        @Size(min = 16, message = "must be set to a secret of at least 16 characters: openssl rand -hex 24 makes one") @NotNull(message = "must be set: openssl rand -hex 24 makes one") String adminToken,
        @NotBlank(message = "must be set: echo k1:$(openssl rand -base64 32) makes one key") String secretKeys,
        @DefaultValue("") String url) {

    /** An address of the gateway's own, such as {@code /job.html?id=1}, as others can follow it. */
    public String link(String path) {
        return (url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + path;
    }

    /** The settings that are no secret. */
    @Override
    public String toString() {
        return "namespace " + namespace + ", url " + url;
    }
}
