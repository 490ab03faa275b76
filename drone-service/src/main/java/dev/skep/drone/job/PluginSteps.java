package dev.skep.drone.job;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import dev.skep.drone.job.CommandRunner.Result;
import dev.skep.drone.job.CommandRunner.Surroundings;
import dev.skep.drone.process.Deadline;
import dev.skep.drone.process.OutputSink.Source;
import dev.skep.message.Conclusion;
import dev.skep.message.JobEvent;
import dev.skep.message.Phase;
import dev.skep.plugin.Command;
import dev.skep.plugin.CommandFailed;
import dev.skep.plugin.Steps;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What one plugin does in one phase, as events of the job. */
final class PluginSteps implements Steps, AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build(); // 22.10 stays what it is
    private static final int MOST_DATA = 256 * 1024;

    private final String plugin;
    private final Phase phase;
    private final CommandRunner commands;
    private final Surroundings where;
    private final Deadline deadline;
    private final Reporter reporter;
    private final CommandOutput output;
    private @Nullable Result failed;
    private @Nullable PhaseOver over;

    PluginSteps(String plugin, Phase phase, CommandRunner commands, Surroundings where, Deadline deadline,
            Reporter reporter) {
        this.plugin = plugin;
        this.phase = phase;
        this.commands = commands;
        this.where = where;
        this.deadline = deadline;
        this.reporter = reporter;
        this.output = reporter.outputOutside();
    }

    @Override
    public void run(Command command) throws CommandFailed {
        requireOpen();
        var result = result(command);
        if (result.verdict().conclusion() == Conclusion.FAILURE) {
            failed = result;
            throw new CommandFailed(result.exitCode());
        }
        if (!result.verdict().isSuccess()) {
            throw end(result);
        }
    }

    private Result result(Command command) {
        try {
            return commands.run(phase, command, where, deadline);
        } catch (Stopped e) {
            throw end(null);
        }
    }

    private PhaseOver end(@Nullable Result result) {
        over = new PhaseOver(result);
        return over;
    }

    /** A plugin that goes on all the same does not get far. */
    void requireOpen() {
        if (over != null) {
            throw over;
        }
    }

    /** What the phase comes to when the plugin lets the failure pass. */
    Result of(CommandFailed failure) {
        return failed == null || failed.exitCode() != failure.exitCode()
                ? new Result(Verdict.failure("plugin " + plugin + " failed in the phase " + phase.word()
                        + ", with exit code " + failure.exitCode()), failure.exitCode())
                : failed;
    }

    @Override
    public void data(Map<String, Object> data) {
        requireOpen();
        var sent = asJson(data);
        reporter.report(stamp -> new JobEvent.PluginData(stamp, plugin, sent));
    }

    /** As others will read it: in objects of a plugin's own, no secret would be found. */
    private static Map<String, Object> asJson(Map<String, Object> data) {
        try {
            var bytes = JSON.writeValueAsBytes(data);
            if (bytes.length > MOST_DATA) {
                throw new IllegalArgumentException("data of a plugin has at most 256 KiB at a time");
            }
            Map<String, Object> read = JSON.readerForMapOf(Object.class).readValue(bytes);
            if (read == null) {
                throw new IllegalArgumentException("data of a plugin is a map, not null");
            }
            return read;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("data of a plugin is what JSON knows: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public String masked(String text) {
        return reporter.masked(text);
    }

    @Override
    public void print(String text) {
        requireOpen();
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        output.write(Source.STDOUT, bytes, bytes.length);
    }

    @Override
    public void close() {
        output.close();
    }
}
