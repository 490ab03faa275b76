package dev.skep.drone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.skep.broker.Topology;
import dev.skep.drone.checkout.ssh.HostKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;

class DroneSettingsTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @EnableConfigurationProperties({DroneSettings.class, BrokerSettings.class})
    static class Settings {}

    @Test
    void hasDefaults() {
        application.run(context -> {
            var settings = context.getBean(DroneSettings.class);

            assertThat(settings.id()).matches("[A-Za-z0-9_-]+");
            assertThat(settings).isEqualTo(DroneSettings.of(settings.id(), Runtime.getRuntime().availableProcessors(),
                    Path.of(".skep/drone")));
            assertThat(context.getBean(BrokerSettings.class))
                    .isEqualTo(new BrokerSettings("amqp://guest:guest@localhost:5672", "skep", ""));
        });
    }

    @Test
    void takesAllFromTheEnvironment() {
        Map<String, Object> environment = Map.ofEntries(Map.entry("SKEP_RABBITMQ_URI", "amqp://a:b@c/d"),
                Map.entry("SKEP_NAMESPACE", "n"), Map.entry("SKEP_SECRET_KEYS", "k1:AAAA"),
                Map.entry("SKEP_DRONE_PLUGINS", "env,node"), Map.entry("SKEP_DRONE_ID", "d-1"),
                Map.entry("SKEP_DRONE_CAPACITY", "3"), Map.entry("SKEP_DRONE_SPEED", "250"),
                Map.entry("SKEP_DRONE_HOME", "/var/drone"), Map.entry("SKEP_DRONE_LABELS_OS", "linux"),
                Map.entry("SKEP_DRONE_DRAIN_LIMIT", "1m"), Map.entry("SKEP_DRONE_JOB_TIMEOUT", "2h"),
                Map.entry("SKEP_DRONE_KILL_GRACE", "3s"), Map.entry("SKEP_DRONE_KNOWN_HOSTS", "/etc/skep/known_hosts"),
                Map.entry("SKEP_DRONE_STRICT_HOST_KEYS", "true"), Map.entry("SKEP_DRONE_SPOOL_LIMIT", "1GB"),
                Map.entry("SKEP_DRONE_EXECUTORS", "docker"));
        application.withInitializer(context -> context.getEnvironment().getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment", environment))).run(context -> {
                    assertThat(context.getBean(DroneSettings.class))
                            .isEqualTo(new DroneSettings("d-1", 3, 250, Path.of("/var/drone"), Map.of("os", "linux"),
                                    List.of("env", "node"), Duration.ofMinutes(1), Duration.ofHours(2),
                                    Duration.ofSeconds(3),
                                    Path.of("/etc/skep/known_hosts"), true, DataSize.ofGigabytes(1),
                                    List.of("docker")));
                    assertThat(context.getBean(BrokerSettings.class))
                            .isEqualTo(new BrokerSettings("amqp://a:b@c/d", "n", "k1:AAAA"));
                });
    }

    @Test
    void keepsTheKeysOfSshServersInItsHome() {
        assertThat(DroneSettings.of("d", 1, Path.of("/var/drone")).hostKeys())
                .isEqualTo(HostKeys.acceptingNew(Path.of("/var/drone/known_hosts")));
    }

    @Test
    void refusesASpoolThatHoldsNothing() {
        application.withPropertyValues("skep.drone.spool-limit=1KB").run(context -> assertThat(context).hasFailed()
                .getFailure().rootCause().hasMessageContaining("at least 1MB"));
    }

    @Test
    void offersSeveralExecutors() {
        application.withPropertyValues("skep.drone.executors=process,docker").run(context -> assertThat(
                context.getBean(DroneSettings.class).executors()).containsExactly("process", "docker"));
    }

    @Test
    void refusesExecutorsThatItDoesNotKnow() {
        application.withPropertyValues("skep.drone.executors=process,podman").run(context -> assertThat(context)
                .hasFailed().getFailure().rootCause().hasMessageContaining("process and docker only"));
    }

    @Test
    void refusesAnIdThatIsNoWordOfARoutingKey() {
        application.withPropertyValues("skep.drone.id=a.b").run(context -> assertThat(context).hasFailed()
                .getFailure().rootCause().hasMessageContaining("letters, digits, - and _ only"));
    }

    @ParameterizedTest
    @ValueSource(strings = {Topology.ALL_DRONES, Topology.ALL_QUEENS, Topology.NEW})
    void refusesAnIdThatMeansOthersToo(String id) {
        application.withPropertyValues("skep.drone.id=" + id).run(context -> assertThat(context).hasFailed()
                .getFailure().rootCause().hasMessageContaining("not all, queens or new"));
    }
}
