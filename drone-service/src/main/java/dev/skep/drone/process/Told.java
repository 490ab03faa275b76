package dev.skep.drone.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import dev.skep.drone.process.Family.Member;
import dev.skep.message.JobEvent.Signalled;

/** Who was told to end, and how, in the order in which they were. */
final class Told {

    private final Map<Long, Signalled> processes = new LinkedHashMap<>();

    void add(Collection<Member> members, Signal signal) {
        for (var member : members) {
            var before = processes.getOrDefault(member.pid(),
                    new Signalled(member.pid(), member.program(), List.of()));
            if (!before.signals().contains(signal.name())) {
                var signals = new ArrayList<>(before.signals());
                signals.add(signal.name());
                processes.put(member.pid(), new Signalled(before.pid(), before.program(), signals));
            }
        }
    }

    /** The ids of those that had this signal. */
    Set<Long> by(Signal signal) {
        return processes.values().stream().filter(told -> told.signals().contains(signal.name()))
                .map(Signalled::pid).collect(Collectors.toSet());
    }

    void forget(Set<Long> pids) {
        processes.keySet().removeAll(pids);
    }

    /** All of them, who are then forgotten. */
    List<Signalled> take() {
        var all = List.copyOf(processes.values());
        processes.clear();
        return all;
    }
}
