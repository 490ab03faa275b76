package dev.skep.standalone;

import java.util.stream.Stream;

import dev.skep.testing.ArchitectureRules;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class ArchitectureTest {

    @TestFactory
    Stream<DynamicTest> keepsTheRules() {
        return ArchitectureRules.of("dev.skep.standalone")
                .allow("com.rabbitmq..", "dev.skep.standalone.bench", "dev.skep.standalone.faults..")
                .allow("org.eclipse.jgit..", "dev.skep.standalone", "dev.skep.standalone.bench",
                        "dev.skep.standalone.faults.load")
                .tests();
    }
}
