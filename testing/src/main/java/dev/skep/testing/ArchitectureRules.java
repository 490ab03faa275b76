package dev.skep.testing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.DynamicTest;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

/**
 * The rules of the code's architecture, as tests of one module:
 *
 * <pre>{@code
 * @TestFactory
 * Stream<DynamicTest> keepsTheRules() {
 *     return ArchitectureRules.of("dev.skep.queen").allow("com.rabbitmq..", "dev.skep.queen").tests();
 * }
 * }</pre>
 */
public final class ArchitectureRules {

    /** What one part of a module may know, and the rest must not. */
    private static final List<String> CONFINED = List.of("com.rabbitmq..", "org.springframework.amqp..",
            "org.eclipse.jgit..", "com.github.dockerjava..", "com.mongodb..", "org.bson..",
            "org.springframework.data..");

    private final String[] packages;
    private final Map<String, String[]> allowed = new LinkedHashMap<>();

    private ArchitectureRules(String[] packages) {
        this.packages = packages;
    }

    /** The rules for the module that has these packages and what is below them. */
    public static ArchitectureRules of(String... packages) {
        return new ArchitectureRules(packages);
    }

    /**
     * Lets packages of the module use a library that is confined: RabbitMQ's client, Spring AMQP, JGit, docker-java,
     * MongoDB's driver, Spring Data.
     *
     * @param library the library's packages, such as {@code com.mongodb..}
     * @param users the packages that may use it
     */
    public ArchitectureRules allow(String library, String... users) {
        if (!CONFINED.contains(library)) {
            throw new IllegalArgumentException(library + " is none of " + CONFINED);
        }
        allowed.put(library, users);
        return this;
    }

    /** One test for each rule. */
    public Stream<DynamicTest> tests() {
        var code = imported(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS);
        var tests = imported(ImportOption.Predefined.ONLY_INCLUDE_TESTS);
        var all = new ArrayList<DynamicTest>();
        CodeRules.ALL.forEach(rule -> all.add(test(rule, code)));
        CONFINED.forEach(
                library -> all
                        .add(test(CodeRules.confined(library, allowed.getOrDefault(library, new String[0])), code)));
        TestRules.ALL.forEach(rule -> all.add(test(rule, tests)));
        return all.stream();
    }

    private JavaClasses imported(ImportOption which) {
        return new ClassFileImporter().withImportOption(which).importPackages(packages);
    }

    private static DynamicTest test(ArchRule rule, JavaClasses classes) {
        return dynamicTest(rule.getDescription(), () -> rule.allowEmptyShould(true).check(classes));
    }
}
