package dev.skep.drone;

import java.util.stream.Stream;

import dev.skep.testing.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> keepsTheRules() {
        return ArchitectureRules.of("dev.skep.drone").allow("com.rabbitmq..", "dev.skep.drone")
                .allow("org.eclipse.jgit..", "dev.skep.drone.checkout.git")
                .allow("com.github.dockerjava..", "dev.skep.drone.docker").tests();
    }
}
