package dev.skep.drone.plugin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.skep.drone.checkout.Checkout.CheckedOut;
import dev.skep.drone.checkout.Directories;
import dev.skep.message.JobData;
import dev.skep.message.JobType;
import dev.skep.message.Phase;
import dev.skep.message.Trigger;
import dev.skep.plugin.Config;
import dev.skep.plugin.Job;
import org.jspecify.annotations.Nullable;

/**
 * A job as a plugin sees it.
 *
 * @param temporary a directory for the job alone, outside the checkout
 * @param secrets the job's secrets in the open, by name
 */
public record PluginJob(JobData job, CheckedOut code, Path temporary, Config config, Map<String, String> secrets,
        Set<Phase> filePhases) implements Job {

    private static final long LARGEST_FILE = 4 * 1024 * 1024;

    @Override
    public String id() {
        return job.id();
    }

    @Override
    public long number() {
        return job.number();
    }

    @Override
    public String project() {
        return job.project();
    }

    @Override
    public JobType type() {
        return job.jobType();
    }

    @Override
    public String commit() {
        return code.commit();
    }

    @Override
    public @Nullable String branch() {
        return code.branch();
    }

    @Override
    public Trigger trigger() {
        return job.trigger();
    }

    @Override
    public Path directory() {
        return code.directory();
    }

    @Override
    public boolean has(String path) {
        return Files.isRegularFile(code.directory().resolve(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Optional<String> read(String path) throws IOException {
        var file = code.directory().resolve(path);
        return Directories.hasFile(code.directory(), path) && Files.size(file) <= LARGEST_FILE
                ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** Without secrets. */
    @Override
    public String toString() {
        return "job " + job.id() + " as a plugin sees it";
    }
}
