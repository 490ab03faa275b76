package dev.skep;

import java.util.stream.Stream;

import dev.skep.testing.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> keepsTheRules() {
        return ArchitectureRules.of("dev.skep.message", "dev.skep.broker", "dev.skep.seal")
                .allow("com.rabbitmq..", "dev.skep.broker")
                .tests();
    }
}
