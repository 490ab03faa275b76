package dev.skep.drone.job;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.skep.drone.checkout.git.Origin;
import dev.skep.message.Conclusion;
import dev.skep.message.JobData;
import dev.skep.message.JobType;
import dev.skep.message.Needs;
import dev.skep.message.PluginUse;
import dev.skep.message.Ref;
import dev.skep.message.Repo;
import dev.skep.message.Sealed;
import dev.skep.message.Trigger;
import dev.skep.message.Vcs;
import dev.skep.seal.Purpose;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a test of jobs with plugins works with: a repository, a drone, and secrets. */
abstract class JobsWithPlugins {

    @TempDir
    Path directory;
    Origin origin;
    TestDrone drone;
    /** The project's, by name. */
    final Map<String, String> secrets = new HashMap<>();

    @BeforeEach
    void makesDroneAndRepository() throws Exception {
        drone = new TestDrone(directory);
        origin = Origin.in(directory.resolve("origin"));
    }

    @AfterEach
    void closes() {
        origin.close();
        drone.close();
    }

    JobData job(List<PluginUse> plugins) {
        var sealed = new HashMap<String, Sealed>();
        secrets.forEach((name, value) -> sealed.put(name, drone.keyring.seal(value, Purpose.secret("p", name))));
        var trigger = new Trigger(Trigger.MANUAL, null, null, Instant.EPOCH, null, new Trigger.Ui("p"));
        return new JobData("j", 1, 1, "p", null, JobType.TEST, 0, Repo.open(origin.url(), Vcs.GIT),
                new Ref("main", null, null), trigger, plugins, null, sealed, Needs.of(Vcs.GIT), null);
    }

    /** Runs a job from beginning to end, of which then nothing is left. */
    void run(PluginUse... plugins) throws Exception {
        assertThat(drone.runner(job(List.of(plugins)), drone.events).run()).isTrue();
        assertThat(drone.work()).isEmptyDirectory();
    }

    void assertSucceeded() {
        assertThat(drone.events.done().conclusion()).as("%s: %s", drone.events.done().reason(), log())
                .isEqualTo(Conclusion.SUCCESS);
    }

    void assertError(String reason) {
        assertThat(drone.events.done().conclusion()).isEqualTo(Conclusion.ERROR);
        assertThat(drone.events.done().reason()).isEqualTo(reason);
    }

    String log() {
        return new String(drone.events.log(), StandardCharsets.UTF_8);
    }
}
