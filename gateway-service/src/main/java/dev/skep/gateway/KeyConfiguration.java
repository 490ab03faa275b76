package dev.skep.gateway;

import dev.skep.seal.Keyring;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keys that seal secrets before they are stored. */
@Configuration
class KeyConfiguration {

    @Bean
    Keyring keyring(GatewayProperties properties) {
        return Keyring.parse(properties.secretKeys());
    }
}
