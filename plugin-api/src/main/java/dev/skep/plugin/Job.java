package dev.skep.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.skep.message.JobType;
import dev.skep.message.Phase;
import dev.skep.message.Trigger;
import org.jspecify.annotations.Nullable;

/** What a plugin may know of a job. */
public interface Job {

    /** The job's id. */
    String id();

    /** The job's number within its project, from 1. */
    long number();

    /** The project's name. */
    String project();

    /** Which phases run. */
    JobType type();

    /** The commit that is checked out, as full hex. */
    String commit();

    /** The branch that is checked out; null when it is a commit alone. */
    @Nullable
    String branch();

    /** Who or what asked for the job. */
    Trigger trigger();

    /** Where the code is checked out. Anybody may have written it: links in it may lead out of it. */
    Path directory();

    /** A directory for this job alone, outside the checkout; deleted when the job is over. */
    Path temporary();

    /** The plugin's settings, as they are allowed and with their defaults. */
    Config config();

    /**
     * The job's secrets, by name. What is written to the log or sent as data is masked; what is written elsewhere is not.
     */
    Map<String, String> secrets();

    /** The phases for which {@code skep.yml} has commands: there, conventions have no place. */
    Set<Phase> filePhases();

    /** Whether this is an ordinary file of the checkout, and no link. */
    boolean has(String path);

    /**
     * A text file of the checkout.
     *
     * @param path relative to the checkout
     * @return empty when there is none, or it is no ordinary file within the checkout
     */
    Optional<String> read(String path) throws IOException;
}
