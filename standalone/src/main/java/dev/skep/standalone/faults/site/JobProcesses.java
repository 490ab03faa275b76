package dev.skep.standalone.faults.site;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The processes of this run's jobs, looked for in {@code /proc}, and not where Skep would look for them. */
public final class JobProcesses {

    private static final int STARTED_FIELD = 22;

    private final Grounds grounds;

    public JobProcesses(Grounds grounds) {
        this.grounds = grounds;
    }

    /**
     * One of them.
     *
     * @param started when, in ticks since the machine's start: no other process has its id and this
     * @param command what it runs, or the first line of that
     */
    public record JobProcess(long pid, long started, String job, String drone, int attempt, String command) {

        /** Whether it still runs. */
        public boolean isAlive() {
            return startOf(pid).filter(start -> start == started).isPresent();
        }

        @Override
        public String toString() {
            return "%d (%s) of attempt %d on %s".formatted(pid, command, attempt, drone);
        }

        void kill() {
            if (isAlive()) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    /** All that run now. */
    public List<JobProcess> all() {
        return ProcessHandle.allProcesses().flatMap(process -> jobProcess(process.pid()).stream()).toList();
    }

    /** Those of one job, wherever it runs. */
    public List<JobProcess> ofJob(String job) {
        return all().stream().filter(process -> process.job().equals(job)).toList();
    }

    /** Those of the jobs that run on this drone. */
    public List<JobProcess> ofDrone(String drone) {
        return all().stream().filter(process -> process.drone().equals(drone)).toList();
    }

    private Optional<JobProcess> jobProcess(long pid) {
        var environment = read(pid, "environ");
        if (!environment.contains(Grounds.MARK + "=" + grounds.mark() + "\0")) {
            return Optional.empty();
        }
        var variables = variables(environment);
        return startOf(pid).map(started -> new JobProcess(pid, started, variables.getOrDefault("SKEP_JOB_ID", ""),
                variables.getOrDefault("SKEP_DRONE", ""),
                Integer.parseInt(variables.getOrDefault("SKEP_ATTEMPT", "0")),
                firstLine(read(pid, "cmdline").replace('\0', ' '))));
    }

    private static String firstLine(String command) {
        return command.lines().findFirst().orElse("").strip();
    }

    private static Map<String, String> variables(String environment) {
        var variables = new HashMap<String, String>();
        for (var entry : environment.split("\0", -1)) {
            var equals = entry.indexOf('=');
            if (equals > 0) {
                variables.put(entry.substring(0, equals), entry.substring(equals + 1));
            }
        }
        return variables;
    }

    /** Empty when the process is gone, or is only there until its parent has asked how it ended. */
    private static Optional<Long> startOf(long pid) {
        var stat = read(pid, "stat");
        // The program's name comes second, in parentheses, and may hold anything.
        var fields = Arrays.asList(stat.substring(stat.lastIndexOf(')') + 1).strip().split(" "));
        if (fields.size() < STARTED_FIELD || fields.getFirst().equals("Z")) {
            return Optional.empty();
        }
        return Optional.of(Long.parseLong(fields.get(STARTED_FIELD - 3)));
    }

    private static String read(long pid, String file) {
        try {
            return new String(Files.readAllBytes(Path.of("/proc", Long.toString(pid), file)),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }
}
