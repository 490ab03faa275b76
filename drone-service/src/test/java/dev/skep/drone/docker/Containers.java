package dev.skep.drone.docker;

import java.io.IOException;

import dev.skep.testing.TestDocker;

/** What the engine's own client says of an execution's container. */
record Containers(TestDocker docker, String execution) {

    /** Its id; empty when there is none. */
    String id() throws IOException {
        return docker.command("ps", "--all", "--quiet", "--no-trunc", "--filter",
                "label=dev.skep.execution=" + execution);
    }

    boolean isRunning() throws IOException {
        return !docker.command("ps", "--quiet", "--filter", "label=dev.skep.execution=" + execution).isEmpty();
    }

    String inspect(String template) throws IOException {
        return docker.command("inspect", "--format", template, id());
    }

    /** Whether a process with this number within it lives. */
    boolean isAlive(String pid) throws IOException {
        if (id().isEmpty()) {
            return false;
        }
        try {
            docker.command("exec", id(), "grep", "-q", "[)] [^Z]", "/proc/" + pid + "/stat");
            return true;
        } catch (IOException notThere) {
            return false;
        }
    }
}
