package dev.skep.drone;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.Topology;
import dev.skep.drone.checkout.git.Origin;
import dev.skep.drone.process.Pids;
import dev.skep.message.JobData;
import dev.skep.message.JobType;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A drone, killed with {@code kill -9} while a job runs. */
@BrokerTest
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class KilledDroneTest {

    private final TestBroker broker;
    private final Path home;
    private final Pids pids;
    private final Origin origin;
    private final Others others;
    private final Process drone;

    KilledDroneTest(TestBroker broker, @TempDir Path directory) throws Exception {
        this.broker = broker;
        home = directory.resolve("home");
        pids = new Pids(directory.resolve("pids"));
        origin = Origin.in(directory.resolve("origin"));
        others = new Others(new BrokerAddress(broker.uri()), new Topology(broker.namespace()));
        drone = RunDrone.fork(broker.uri(), broker.namespace(), home);
    }

    @BeforeEach
    void runsAJob() throws Exception {
        origin.commit("skep.yml", "prepare: \"" + pids.stubborn().replace("\"", "\\\"") + " &\"\ntest: \"(setsid "
                + pids.stubborn().replace("\"", "\\\"") + " &); " + pids.stubborn().replace("\"", "\\\"") + "\"");
        var trigger = new Trigger(Trigger.MANUAL, null, null, Instant.EPOCH, null, new Trigger.Ui("p"));
        others.send(Runs.of(JobData.plain("j", "p", JobType.TEST, Repo.open(origin.url(), Vcs.GIT), Ref.DEFAULT,
                trigger, null), broker.namespace()));
        Patience.await().until(() -> pids.count() == 3);
    }

    @AfterEach
    void leavesNothing() throws Exception {
        drone.destroyForcibly().waitFor();
        others.close();
        origin.close();
    }

    @Test
    void leavesNothingRunning() throws Exception {
        assertThatThrownBy(() -> Claim.of("d", home, Duration.ZERO)).isInstanceOf(IllegalStateException.class)
                .hasMessage("a drone d is at work in " + home
                        + " already: stop it, or give this one another id or another home");
        assertThat(pids.alive()).isEqualTo(3);

        drone.destroyForcibly().waitFor();

        Patience.await().atMost(Duration.ofSeconds(1)).until(() -> pids.alive() == 0);
        Claim.of("d", home, Duration.ZERO).close();
    }

    @Test
    void endsWhatItLeftWhenItStartsAgain() throws Exception {
        new ProcessBuilder("kill", "-STOP", Long.toString(drone.pid())).start().waitFor();
        drone.children().filter(child -> child.info().commandLine().orElse("").contains("skep-guard"))
                .forEach(ProcessHandle::destroyForcibly);
        drone.destroyForcibly().waitFor();
        assertThat(pids.alive()).isEqualTo(3);

        var again = RunDrone.start(broker.uri(), broker.namespace(), home);

        assertThat(pids.alive()).isZero();
        again.close();
    }
}
