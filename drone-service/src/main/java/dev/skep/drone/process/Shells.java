package dev.skep.drone.process;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.skep.drone.process.ProcessTable.Row;
import org.jspecify.annotations.Nullable;

/**
 * The shells of commands. Where the machine has {@code setsid}, each leads a session of its own: who is in it belongs to the
 * command, whatever became of its parents and its environment.
 */
final class Shells {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Map<Long, ProcessHandle> leaders = new ConcurrentHashMap<>();
    /** Whether a look is to come. */
    private final AtomicBoolean due = new AtomicBoolean();

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
     * Forgets those whose sessions are empty, in a second at most: the number of one may be given to another process then,
     * which may lead a session, too. However often it is called, it looks once a second.
     */
    void forgetEmptySoon(Executor threads) {
        if (due.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(SOON.toMillis(), TimeUnit.MILLISECONDS, threads)
                    .execute(this::forgetEmpty);
        }
    }

    private void forgetEmpty() {
        due.set(false); // whose session becomes empty from here on, another look finds
        var empty = new HashSet<>(leaders.keySet()); // before looking: those that begin meanwhile stay
        for (var row : ProcessTable.read().rows()) {
            empty.remove(row.session());
            empty.remove(row.pid());
        }
        leaders.keySet().removeAll(empty);
    }
}
