package dev.skep.gateway.live;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.skep.message.JobEvent;
import dev.skep.message.JobInfo;
import dev.skep.message.JobRecorded;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Wakes those who watch jobs when there is more to read. Watchers of one job then read the store: what they see is stored,
 * in order, without gap or repeat, whichever gateway recorded it.
 */
@Component
public class LiveFeed {

    private final Map<String, Set<Watch<Boolean>>> ofJobs = new ConcurrentHashMap<>();
    private final Set<Watch<JobEvent.Status>> ofAll = ConcurrentHashMap.newKeySet();

    /** Watches one job, from now on: each thing taken means that there may be more to read. */
    Watch<Boolean> watch(String job) {
        var watch = new Watch<Boolean>(1, ended -> ofJobs.computeIfPresent(job, (id, watches) -> {
            watches.remove(ended);
            return watches.isEmpty() ? null : watches;
        }));
        ofJobs.compute(job, (id, watches) -> {
            var all = watches == null ? ConcurrentHashMap.<Watch<Boolean>>newKeySet() : watches;
            all.add(watch);
            return all;
        });
        return watch;
    }

    /** Watches where all jobs are, from now on. */
    Watch<JobEvent.Status> watchAll() {
        var watch = new Watch<JobEvent.Status>(Watch.MOST_UNREAD, ofAll::remove);
        ofAll.add(watch);
        return watch;
    }

    /** A gateway recorded something. */
    public void on(JobRecorded recorded) {
        recorded.jobs().forEach(this::wake);
        for (var watch : ofAll) {
            for (var event : recorded.events()) {
                if (!watch.offer(event)) {
                    watch.end();
                }
            }
        }
    }

    /** A drone says how far a job is. */
    void on(JobInfo info) {
        wake(info.job());
    }

    private void wake(String job) {
        ofJobs.getOrDefault(job, Set.of()).forEach(watch -> watch.offer(true));
    }

    /** Ends all streams, so that the web server can stop; browsers come back by themselves. */
    @EventListener
    void on(ContextClosedEvent closed) {
        ofJobs.values().forEach(watches -> watches.forEach(Watch::end));
        ofAll.forEach(Watch::end);
    }
}
