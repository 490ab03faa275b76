package dev.skep.drone.job;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicReference;

import dev.skep.drone.job.CommandRunner.Surroundings;
import dev.skep.drone.process.Deadline;
import dev.skep.drone.process.Ending;
import dev.skep.drone.process.Evidence;
import dev.skep.drone.process.JobEnvironment;
import dev.skep.drone.process.Limits;
import dev.skep.drone.process.OutputSink;
import dev.skep.drone.process.Script;
import dev.skep.drone.secret.Masker;
import dev.skep.drone.secret.Secret;
import dev.skep.message.Conclusion;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.Phase;
import dev.skep.plugin.Command;
import dev.skep.plugin.CommandFailed;
import dev.skep.plugin.PluginFailure;
import dev.skep.plugin.Steps;
import dev.skep.plugin.Work;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PluginStepsTest {

    private final Events events = new Events();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Reporter reporter = new Reporter(new Execution("j", 1, "l"),
            new Masker(List.of(new Secret("hunter22"), new Secret("20261123"))), events,
            InstantSource.fixed(Instant.EPOCH), timer);
    private final CommandRunner commands = new CommandRunner(new OutOfTime(), reporter, "l", new StopOrder());
    private final Surroundings where = new Surroundings(Path.of("/"), Map.of(), null);
    private final Deadline deadline = Deadline.in(Duration.ofMinutes(1), "late");

    /** As a plugin may have it. */
    private record Login(String user, String password) {}

    @AfterEach
    void stopsTheTimer() {
        timer.shutdownNow();
    }

    @Test
    void masksDataWhateverHoldsIt() {
        var data = new HashMap<String, Object>();
        data.put("set", Set.of("hunter22"));
        data.put("array", new String[]{"hunter22"});
        data.put("reference", new AtomicReference<>("hunter22"));
        data.put("record", new Login("bee", "hunter22"));
        data.put("path", Path.of("/hunter22"));
        data.put("number", 20261123);
        data.put("numbers", List.of(20261123L, 7));

        sent(steps -> steps.data(data));

        assertThat(events.of(JobEvent.PluginData.class)).singleElement().extracting(JobEvent.PluginData::data)
                .isEqualTo(Map.of("set", List.of("***"), "array", List.of("***"), "reference", "***", "record",
                        Map.of("user", "bee", "password", "***"), "path", "file:///***", "number", "***", "numbers",
                        Arrays.asList("***", 7)));
    }

    @Test
    void keepsTheDigitsOfNumbers() {
        sent(steps -> steps.data(Map.of("version", new BigDecimal("22.10"))));

        assertThat(events.of(JobEvent.PluginData.class)).singleElement().extracting(JobEvent.PluginData::data)
                .isEqualTo(Map.of("version", new BigDecimal("22.10")));
    }

    @Test
    void refusesDataThatNobodyCanRead() {
        sent(steps -> {
            assertThatIllegalArgumentException().isThrownBy(() -> steps.data(nothing()))
                    .withMessage("data of a plugin is a map, not null");
            assertThatIllegalArgumentException().isThrownBy(() -> steps.data(Map.of("a", "x".repeat(256 * 1024))))
                    .withMessage("data of a plugin has at most 256 KiB at a time");
        });

        assertThat(events.all()).isEmpty();
    }

    @SuppressWarnings("NullAway")
    private static Map<String, Object> nothing() {
        return null;
    }

    @Test
    void saysWhoseTimeoutPassed() throws Exception {
        var result = run(steps -> steps.run(new Command("make", null, Duration.ofSeconds(1))));

        assertThat(result.verdict())
                .isEqualTo(Verdict.timedOut("command 1 (make) took longer than 1s, its timeout"));
    }

    @Test
    void endsThePhaseOfAPluginThatGoesOn() throws Exception {
        var result = run(steps -> {
            try {
                steps.run(Command.of("make"));
            } catch (RuntimeException e) {
                throw new CommandFailed(3);
            }
        });

        assertThat(result.verdict().conclusion()).isEqualTo(Conclusion.TIMED_OUT);
    }

    private interface Part {
        void run(Steps steps) throws CommandFailed, PluginFailure;
    }

    private interface Saying {
        void to(Steps steps);
    }

    private void sent(Saying saying) {
        try (var steps = new PluginSteps("p", Phase.TEST, commands, where, deadline, reporter)) {
            saying.to(steps);
        }
    }

    private CommandRunner.Result run(Part part) throws Stopped {
        var work = new Work() {
            @Override
            public Set<Phase> phases() {
                return Set.of(Phase.TEST);
            }

            @Override
            public void run(Phase phase, Steps steps) throws CommandFailed, PluginFailure {
                part.run(steps);
            }
        };
        return new PluginPart("p", work).run(Phase.TEST, commands, where, deadline, reporter);
    }

    /** Where every command takes too long. */
    private static final class OutOfTime implements JobEnvironment {

        @Override
        public Map<String, String> variables() {
            return Map.of();
        }

        @Override
        public Ending run(Script script, Limits limits, OutputSink sink, CompletableFuture<?> stop) {
            return new Ending.TimedOut(143, limits.deadline().passed());
        }

        @Override
        public Evidence endAll() {
            return new Evidence(List.of(), List.of());
        }

        @Override
        public void close() {
            // nothing is left
        }
    }
}
