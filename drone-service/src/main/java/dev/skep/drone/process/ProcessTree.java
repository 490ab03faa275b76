package dev.skep.drone.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * All processes of a command, or of a whole execution: the shell with its descendants, and on Linux also what has left
 * them (a background process whose shell has ended), found by the mark in its environment or by its session.
 */
final class ProcessTree {

    private static final Path PROC = Path.of("/proc");
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    /** Where the session stands, counted from the state. */
    private static final int SESSION = 3;
    private static final Duration AFTER_KILL = Duration.ofSeconds(2);

    private final @Nullable ProcessHandle root;
    private final String mark;
    private final boolean session;

    private ProcessTree(@Nullable ProcessHandle root, String mark, boolean session) {
        this.root = root;
        this.mark = mark;
        this.session = session;
    }

    static ProcessTree of(Process shell, Mark mark) {
        return new ProcessTree(shell.toHandle(), mark.entry(), false);
    }

    /** The shell has a session of its own: all in it belong to it, whatever became of their environment. */
    static ProcessTree ofSession(Process shell, Mark mark) {
        return new ProcessTree(shell.toHandle(), mark.entry(), true);
    }

    /** What is left of all commands of this execution. */
    static ProcessTree ofExecution(String execution) {
        return new ProcessTree(null, Mark.prefix(execution), false);
    }

    /**
     * Asks all to end, and after the grace makes them.
     *
     * @return whether none is left
     */
    boolean end(Duration grace) {
        return end(grace, ProcessHandle::destroy) || end(AFTER_KILL, ProcessHandle::destroyForcibly);
    }

    /** Looks at the known ones often, and for others, which these may have started, only when those are gone. */
    private boolean end(Duration time, Consumer<ProcessHandle> signal) {
        var until = System.nanoTime() + time.toNanos();
        var left = living();
        left.forEach(signal);
        while (!left.isEmpty() && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            left = left.stream().filter(ProcessTree::lives).toList();
            if (left.isEmpty()) {
                left = living();
                left.forEach(signal);
            }
        }
        return left.isEmpty();
    }

    private List<ProcessHandle> living() {
        var known = root == null ? Stream.<ProcessHandle>empty() : Stream.of(root);
        return Stream.concat(known, others()).flatMap(found -> Stream.concat(Stream.of(found), found.descendants()))
                .distinct().filter(ProcessTree::lives).toList();
    }

    private Stream<ProcessHandle> others() {
        return Files.isDirectory(PROC)
                ? ProcessHandle.allProcesses().filter(process -> carriesMark(process) || isOfSession(process))
                : Stream.empty();
    }

    /** As long as anybody is in the session, no other process can get the shell's number. */
    private boolean isOfSession(ProcessHandle process) {
        return session && root != null && stat(process).session() == root.pid();
    }

    private boolean carriesMark(ProcessHandle process) {
        var environment = read(process, "environ");
        return environment.startsWith(mark) || environment.contains("\0" + mark);
    }

    /** A zombie is dead, though nobody has asked for its exit code yet. */
    private static boolean lives(ProcessHandle process) {
        return process.isAlive() && !stat(process).state().equals("Z");
    }

    /** What the system says of a process; the session is 0 when it says nothing. */
    private record Stat(String state, long session) {}

    private static Stat stat(ProcessHandle process) {
        var text = read(process, "stat");
        var fields = text.substring(text.lastIndexOf(')') + 1).strip().split(" ", SESSION + 2);
        return fields.length > SESSION ? new Stat(fields[0], Long.parseLong(fields[SESSION])) : new Stat("", 0);
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(PROC.resolve(Long.toString(process.pid())).resolve(file),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException goneOrNotOurs) {
            return "";
        }
    }
}
