package dev.skep.gateway;

import java.util.stream.Stream;

import dev.skep.testing.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> keepsTheRules() {
        return ArchitectureRules.of("dev.skep.gateway")
                .allow("com.rabbitmq..", "dev.skep.gateway", "dev.skep.gateway.dead",
                        "dev.skep.gateway.recording")
                .allow("org.springframework.amqp..", "dev.skep.gateway", "dev.skep.gateway.dead",
                        "dev.skep.gateway.recording", "dev.skep.gateway.live", "dev.skep.gateway.question")
                .allow("com.mongodb..", "dev.skep.gateway", "dev.skep.gateway.history")
                .allow("org.bson..", "dev.skep.gateway", "dev.skep.gateway.history", "dev.skep.gateway.project")
                .allow("org.springframework.data..", "dev.skep.gateway", "dev.skep.gateway.history",
                        "dev.skep.gateway.job", "dev.skep.gateway.project")
                .tests();
    }
}
