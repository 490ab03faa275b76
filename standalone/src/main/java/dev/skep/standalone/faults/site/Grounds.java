package dev.skep.standalone.faults.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * What a run of the suite keeps on disk.
 *
 * @param root all of it is under this directory, which is absolute
 * @param mark what {@link #MARK} holds in every process of this run's jobs, and in no other
 */
public record Grounds(Path root, String mark) {

    /** The environment variable by which processes of jobs are found, whoever may have started them. */
    public static final String MARK = "FAULTS_RUN";

    /** Makes the directories. */
    public static Grounds under(Path root) throws IOException {
        var grounds = new Grounds(root.toAbsolutePath(), UUID.randomUUID().toString());
        for (var directory : new Path[]{grounds.logs(), grounds.evidence(), grounds.ready()}) {
            Files.createDirectories(directory);
        }
        return grounds;
    }

    /** Where the output of each process is, in a file of its name. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Where what is known of each job that went wrong is put. */
    public Path evidence() {
        return root.resolve("jobs");
    }

    /** Each deployment adds a line to this file, that begins with the job's id. */
    public Path deploys() {
        return root.resolve("deploys");
    }

    /** A job that wants to be cancelled puts a file of its id here when it is ready for that. */
    public Path ready() {
        return root.resolve("ready");
    }

    /** The repository whose branches are the kinds of jobs. */
    public Path repository() {
        return root.resolve("repository");
    }

    Path rabbitmq() {
        return root.resolve("rabbitmq");
    }

    Path store() {
        return root.resolve("store.mv");
    }

    Path home(String drone) {
        return root.resolve("drones").resolve(drone);
    }

    Path log(String program) {
        return logs().resolve(program + ".log");
    }
}
