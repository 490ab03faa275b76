package dev.skep.testing;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.skep.fixture.ReportUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ArchitectureRulesTest {

    private final JavaClasses broken = new ClassFileImporter().importClasses(ReportUtils.class);

    @ParameterizedTest
    @ValueSource(strings = {"standard streams", "java.time", "does not say what the class is", "@NullMarked"})
    void catchesCodeThatBreaksThem(String rule) {
        assertThat(CodeRules.ALL).filteredOn(each -> each.getDescription().contains(rule)).singleElement()
                .satisfies(this::fails);
    }

    @Test
    void catchesATestThatSleeps() {
        assertThat(TestRules.ALL).filteredOn(each -> each.getDescription().contains("Patience")).singleElement()
                .satisfies(this::fails);
    }

    @Test
    void letsOnlyNamedPackagesUseALibrary() {
        fails(CodeRules.confined("com.rabbitmq..", "dev.skep.broker"));
        CodeRules.confined("com.rabbitmq..", "dev.skep.fixture").check(broken);
    }

    private void fails(ArchRule rule) {
        assertThatThrownBy(() -> rule.check(broken)).isInstanceOf(AssertionError.class)
                .hasMessageContaining("dev.skep.fixture");
    }
}
