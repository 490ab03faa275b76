package dev.skep.gateway;

import dev.skep.seal.Keyring;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keys that seal secrets before they are stored. */
@Configuration
class KeyConfiguration {

    @Bean
    Keyring keyring(GatewayProperties properties) {
        var keyring = Keyring.parse(properties.secretKeys());
        if (keyring.ids().isEmpty()) {
            throw new IllegalArgumentException(
                    "SKEP_SECRET_KEYS holds no key: echo k1:$(openssl rand -base64 32) makes one");
        }
        return keyring;
    }
}
