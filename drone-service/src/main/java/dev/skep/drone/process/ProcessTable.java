package dev.skep.drone.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The processes of this machine as they were at one moment. Zombies are left out: they are dead, though nobody has asked for
 * their exit code yet.
 */
record ProcessTable(Map<Long, Row> byPid) {

    /**
     * What the system says of a process. Elsewhere than on Linux it says little.
     *
     * @param program what it runs; empty when it does not say
     * @param parent the id of its parent; 0 without one
     * @param session the id of its session; 0 when it does not say
     */
    record Row(ProcessHandle handle, String program, long parent, long session) {

        /** Where the state, the parent and the session stand behind the program. */
        private static final int STATE = 0;
        private static final int PARENT = 1;
        private static final int SESSION = 3;

        private static @Nullable Row of(ProcessHandle process) {
            var stat = read(process, "stat");
            var open = stat.indexOf('(');
            var close = stat.lastIndexOf(')'); // the program may have some in its name
            if (open < 0 || close < open) {
                return process.isAlive() ? new Row(process, "", parent(process), 0) : null;
            }
            var fields = stat.substring(close + 1).strip().split(" ", SESSION + 2);
            if (fields.length <= SESSION || "ZX".contains(fields[STATE])) {
                return null;
            }
            return new Row(process, stat.substring(open + 1, close).replaceAll("\\p{Cntrl}", "?"),
                    Long.parseLong(fields[PARENT]), Long.parseLong(fields[SESSION]));
        }

        private static long parent(ProcessHandle process) {
            return process.parent().map(ProcessHandle::pid).orElse(0L);
        }

        long pid() {
            return handle.pid();
        }

        /** Whether a variable of its environment begins so; no when it may not be read. */
        boolean hasVariable(String beginning) {
            var environment = read(handle, "environ");
            return environment.startsWith(beginning) || environment.contains("\0" + beginning);
        }

        private static String read(ProcessHandle process, String file) {
            try {
                return new String(Files.readAllBytes(Path.of("/proc", Long.toString(process.pid()), file)),
                        StandardCharsets.UTF_8);
            } catch (IOException goneOrNotOurs) {
                return "";
            }
        }
    }

    static ProcessTable read() {
        var rows = new LinkedHashMap<Long, Row>();
        ProcessHandle.allProcesses().map(Row::of).filter(Objects::nonNull).forEach(row -> rows.put(row.pid(), row));
        return new ProcessTable(rows);
    }

    Collection<Row> rows() {
        return byPid.values();
    }

    /** Null when no such process lives. */
    @Nullable
    Row row(long pid) {
        return byPid.get(pid);
    }
}
