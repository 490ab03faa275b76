package dev.skep.testing;

import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> keepsTheRules() {
        return ArchitectureRules.of("dev.skep.testing").allow("com.rabbitmq..", "dev.skep.testing").tests();
    }

    /** Here, because that module cannot depend on this one. */
    @TestFactory
    Stream<DynamicTest> embeddedKeepsTheRules() {
        return ArchitectureRules.of("dev.skep.embedded").allow("com.rabbitmq..", "dev.skep.embedded").tests();
    }
}
