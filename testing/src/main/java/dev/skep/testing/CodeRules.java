package dev.skep.testing;

import java.util.List;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** What holds for the code that ships. */
final class CodeRules {

    private CodeRules() {}

    static final List<ArchRule> ALL = List.of(
            slices().matching("dev.skep.(**)").should().beFreeOfCycles()
                    .because("a reader starts at one end of a module, and a cycle has no end"),
            GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.because("services log; commands talk")
                    .as("no classes should access standard streams"),
            GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION
                    .because("a constructor says what a class needs, and tests can call it"),
            noClasses().should().dependOnClassesThat().haveNameMatching("java\\.util\\.(Date|Calendar)")
                    .because("java.time says what a point in time and a duration are"),
            noClasses().should().dependOnClassesThat().resideInAPackage("org.mockito..")
                    .because("fakes written by hand say what they stand for"),
            noClasses().should().haveNameMatching(".*(Impl|Manager|Helper|Utils?|DTO|Dto)")
                    .because("such a name does not say what the class is"),
            classes().should(resideInANullMarkedPackage())
                    .because("NullAway checks only what is marked"));

    static ArchRule confined(String library, String... users) {
        return noClasses().that().resideOutsideOfPackages(users).should().dependOnClassesThat()
                .resideInAPackage(library).because("only " + List.of(users) + " may use " + library)
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
                }
            }
        };
    }
}
