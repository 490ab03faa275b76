package dev.skep.drone.process;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.skep.drone.process.ProcessTable.Row;

/**
 * Processes of this machine: who carries the mark, who is one of the shells or in the session of one, who descends from any
 * of these or shares a session with them, and who did so when it was looked before.
 */
final class ProcessFamily implements Family {

    private static final long DRONE = ProcessHandle.current().pid();

    private final String mark;
    private final Shells shells;
    private Set<ProcessHandle> known = Set.of();

    /** @param mark how the mark begins in the environment of those who carry it */
    ProcessFamily(String mark, Shells shells) {
        this.mark = mark;
        this.shells = shells;
    }

    @Override
    public synchronized List<Member> signal(Signal signal, Set<Long> except) {
        var living = living(ProcessTable.read());
        living.stream().filter(row -> !except.contains(row.pid())).forEach(row -> signal(row.handle(), signal));
        known = living.stream().map(Row::handle).collect(Collectors.toSet());
        return living.stream().map(row -> new Member(row.pid(), row.program())).toList();
    }

    private static void signal(ProcessHandle process, Signal signal) {
        switch (signal) {
            case TERM -> process.destroy();
            case KILL -> process.destroyForcibly();
        }
    }

    private Collection<Row> living(ProcessTable table) {
        Map<Long, Row> found = new LinkedHashMap<>();
        table.rows().stream().filter(row -> isKnown(row, table)).forEach(row -> found.put(row.pid(), row));
        found.remove(DRONE);
        for (var before = 0; before < found.size();) {
            before = found.size();
            var sessions = sessions(found.values(), table);
            for (var row : table.rows()) {
                if (row.pid() != DRONE && (found.containsKey(row.parent()) || sessions.contains(row.session()))) {
                    found.put(row.pid(), row);
                }
            }
        }
        return found.values();
    }

    private boolean isKnown(Row row, ProcessTable table) {
        return known.contains(row.handle()) || shells.hold(row, table) || row.hasVariable(mark);
    }

    /** Nobody can join a session from outside. Without {@code setsid}, commands are in the drone's own, as much else is. */
    private static Set<Long> sessions(Collection<Row> rows, ProcessTable table) {
        var sessions = rows.stream().map(Row::session).collect(Collectors.toSet());
        var drone = table.row(DRONE);
        sessions.removeAll(drone == null ? List.of(0L) : List.of(0L, drone.session()));
        return sessions;
    }

    @Override
    public boolean isComplete() {
        return true;
    }
}
