package dev.skep.testing;

import java.time.Duration;
import java.util.List;

import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** What holds for tests. */
final class TestRules {

    private TestRules() {}

    static final List<ArchRule> ALL = List.of(
            noClasses().should().callMethod(Thread.class, "sleep", long.class).orShould()
                    .callMethod(Thread.class, "sleep", Duration.class)
                    .because("tests wait for what must happen: Patience"),
            noClasses().should().dependOnClassesThat().resideInAPackage("org.mockito..")
                    .because("fakes written by hand say what they stand for"));
}
