package dev.skep.drone;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.seal.Keyring;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** One drone as a process of its own; ends cleanly on SIGTERM. */
@SpringBootApplication
@EnableConfigurationProperties({DroneSettings.class, BrokerSettings.class})
public class DroneApplication {

    /** Starts the drone with settings from the environment. The process ends when the drone was told to leave. */
    public static void main(String[] args) {
        var context = new SpringApplicationBuilder(DroneApplication.class).properties("spring.config.name=drone")
                .run(args);
        context.getBean(Drone.class).drained().thenRun(() -> System.exit(SpringApplication.exit(context)));
    }

    @Bean(destroyMethod = "close")
    Drone drone(DroneSettings settings, BrokerSettings broker) {
        return Drone.start(settings, new BrokerAddress(broker.rabbitmqUri()), new Topology(broker.namespace()),
                Keyring.parse(broker.secretKeys()));
    }
}
