package dev.skep.standalone.faults.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

import dev.skep.message.JobEvent;
import dev.skep.standalone.Api;
import dev.skep.standalone.faults.site.Site;

/**
 * What anybody can see of all jobs on the gateways' streams, with the moment at which it was seen here: no other clock is
 * relied on. What happens while no stream stands is not seen.
 */
public final class Watch implements AutoCloseable {

    private static final long RETRY_MILLIS = 100;

    private final Map<String, SeenJob> jobs = new ConcurrentHashMap<>();
    private final List<Thread> readers = new ArrayList<>();
    private volatile long lastEvent = System.nanoTime();
    private volatile boolean closed;

    /** Watches all gateways of this site. */
    public Watch(Site site) {
        for (var address : site.addresses()) {
            var api = new Api(address, site.token());
            readers.add(Thread.ofPlatform().name("events of " + address).daemon().start(() -> read(api)));
        }
    }

    private void read(Api api) {
        while (!closed) {
            try {
                api.followAll(this::on);
            } catch (IOException | UncheckedIOException cutOff) {
                // The gateway is away, as is to be expected.
            } catch (InterruptedException e) {
                return;
            }
            try {
                Thread.sleep(RETRY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean on(JobEvent event) {
        var now = System.nanoTime();
        lastEvent = now;
        if (event instanceof JobEvent.Status status) {
            seen(status.stamp().job()).on(status, now);
        }
        return !closed;
    }

    private SeenJob seen(String job) {
        return jobs.computeIfAbsent(job, fresh -> new SeenJob());
    }

    /** The job has ended while nobody saw. */
    void noteEnd(String job) {
        seen(job).noteEnd();
    }

    /** When the last event was seen, by {@link System#nanoTime}. */
    public long lastEvent() {
        return lastEvent;
    }

    /** Whether the end of this job was seen, or noted. */
    public boolean hasEnded(String job) {
        var seen = jobs.get(job);
        return seen != null && seen.hasEnded();
    }

    /** The jobs that are on this drone, begun or not, and under which lease. */
    public Map<String, String> leasesOn(String drone) {
        var leases = new ConcurrentHashMap<String, String>();
        jobs.forEach((job, seen) -> seen.leaseOn(drone).ifPresent(lease -> leases.put(job, lease)));
        return leases;
    }

    /**
     * When the job was first seen to start under another lease than this one.
     *
     * @param since not before this moment; both by {@link System#nanoTime}
     */
    public OptionalLong startedOtherwise(String job, String lease, long since) {
        var seen = jobs.get(job);
        return seen == null ? OptionalLong.empty() : seen.startedOtherwise(lease, since);
    }

    @Override
    public void close() {
        closed = true;
        readers.forEach(Thread::interrupt);
    }
}
