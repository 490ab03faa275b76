package dev.skep.queen;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class QueenPropertiesTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(QueenProperties.class)
    static class Settings {}

    private ApplicationContextRunner with(Map<String, Object> environment) {
        return application.withInitializer(context -> context.getEnvironment().getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", environment)));
    }

    @Test
    void hasDefaults() {
        application.run(context -> assertThat(context.getBean(QueenProperties.class))
                .isEqualTo(new QueenProperties("amqp://guest:guest@localhost:5672", "skep", Duration.ofMillis(500),
                        new Ahead(1))));
    }

    @Test
    void takesAllFromTheEnvironment() {
        with(Map.of("SKEP_RABBITMQ_URI", "amqp://a:b@c/d", "SKEP_NAMESPACE", "n", "SKEP_QUEEN_SETTLE", "2s",
                "SKEP_QUEEN_AHEAD", "3")).run(
                        context -> assertThat(context.getBean(QueenProperties.class)).isEqualTo(
                                new QueenProperties("amqp://a:b@c/d", "n", Duration.ofSeconds(2), new Ahead(3))));
    }

    @Test
    void letsAnyNumberWaitAhead() {
        with(Map.of("SKEP_QUEEN_AHEAD", "unbounded")).run(context -> assertThat(
                context.getBean(QueenProperties.class).ahead()).isEqualTo(Ahead.UNBOUNDED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "1.5", "many", "99999999999"})
    void refusesWhatIsNoNumberOfJobs(String ahead) {
        with(Map.of("SKEP_QUEEN_AHEAD", ahead)).run(context -> assertThat(context).hasFailed().getFailure().rootCause()
                .hasMessage("SKEP_QUEEN_AHEAD is '" + ahead + "': write a whole number from 0 on, or unbounded"));
    }
}
