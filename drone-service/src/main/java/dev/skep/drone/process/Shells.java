package dev.skep.drone.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.skep.drone.process.ProcessTable.Row;
import org.jspecify.annotations.Nullable;

/**
 * The shells of commands. Where the machine has {@code setsid}, each leads a session of its own: who is in it belongs to the
 * command, whatever became of its parents and its environment.
 */
final class Shells {

    private static final long FORGET_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<Long, ProcessHandle> leaders = new ConcurrentHashMap<>();
    private volatile long forgot = System.nanoTime();

    void add(ProcessHandle shell) {
        leaders.put(shell.pid(), shell);
    }

    /** Whether it is one of them, or in the session of one. */
    boolean hold(Row row, ProcessTable table) {
        return row.handle().equals(leaders.get(row.pid())) || leads(leaders.get(row.session()), row.session(), table);
    }

    private static boolean leads(@Nullable ProcessHandle shell, long session, ProcessTable table) {
        var leader = table.row(session);
        return shell != null && (leader == null || leader.handle().equals(shell));
    }

    /**
     * Forgets those whose sessions are empty: the number of one may be given to another process then, which may lead a
     * session, too. It is cheap to call often.
     */
    void forgetEmpty() {
        var now = System.nanoTime();
        if (leaders.isEmpty() || now - forgot < FORGET_EVERY_NANOS) {
            return;
        }
        forgot = now;
        var empty = new HashSet<>(leaders.keySet()); // before looking: those that begin meanwhile stay
        for (var row : ProcessTable.read().rows()) {
            empty.remove(row.session());
            empty.remove(row.pid());
        }
        leaders.keySet().removeAll(empty);
    }
}
