package dev.skep.standalone.faults.load;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What Skep owes: every job that it accepted, and which of them somebody wanted no more. */
public final class Ledger {

    private final Map<String, Accepted> jobs = new ConcurrentSkipListMap<>();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final List<String> refusals = new CopyOnWriteArrayList<>();

    void add(Accepted job) {
        jobs.put(job.id(), job);
    }

    void addCancelled(String job) {
        cancelled.add(job);
    }

    void addRefusal(String why) {
        refusals.add(why);
    }

    /** All, the oldest first. */
    public Collection<Accepted> jobs() {
        return jobs.values();
    }

    /** Whether a request to cancel it was accepted, or may have been. */
    public boolean isCancelled(String job) {
        return cancelled.contains(job);
    }

    /** Why requests for jobs were given up, each. Whether they made a job is not known. */
    public List<String> refusals() {
        return List.copyOf(refusals);
    }
}
