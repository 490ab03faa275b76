package dev.skep.drone;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.seal.Keyring;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** One drone as a process of its own; ends cleanly on SIGTERM. */
@SpringBootApplication
@EnableConfigurationProperties({DroneSettings.class, BrokerSettings.class})
public class DroneApplication {

    /** Starts the drone with settings from the environment. */
    public static void main(String[] args) {
        new SpringApplicationBuilder(DroneApplication.class).properties("spring.config.name=drone").run(args);
    }

    @Bean(destroyMethod = "close")
    Drone drone(DroneSettings settings, BrokerSettings broker) {
        return Drone.start(settings, new BrokerAddress(broker.rabbitmqUri()), new Topology(broker.namespace()),
                Keyring.parse(broker.secretKeys()));
    }
}
