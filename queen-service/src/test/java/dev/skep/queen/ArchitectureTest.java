package dev.skep.queen;

import java.util.stream.Stream;

import dev.skep.testing.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> keepsTheRules() {
        return ArchitectureRules.of("dev.skep.queen").allow("com.rabbitmq..", "dev.skep.queen")
                .allow("org.springframework.amqp..", "dev.skep.queen").tests();
    }
}
