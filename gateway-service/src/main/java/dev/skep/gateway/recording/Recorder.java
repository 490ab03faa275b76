package dev.skep.gateway.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.gateway.dependency.Dependents;
import dev.skep.gateway.history.History;
import dev.skep.gateway.job.Fence;
import dev.skep.gateway.job.Jobs;
import dev.skep.gateway.job.Recovery;
import dev.skep.message.DroneLost;
import dev.skep.message.JobEvent;
import dev.skep.message.JobNotice;
import dev.skep.message.JobRecorded;
import org.springframework.stereotype.Component;

/**
 * Records what drones and queens report: first what it changes in the jobs, then the events, then what follows from them,
 * and only then the word to all gateways that there is more to see. So whoever has seen an event finds the job no further
 * behind. Everything here may happen twice. Next: {@code LiveFeed}.
 */
@Component
class Recorder {

    private final History history;
    private final Jobs jobs;
    private final Recovery recovery;
    private final Fence fence;
    private final Dependents dependents;
    private final ConfirmedPublisher publisher;
    private final Topology topology;

    Recorder(History history, Jobs jobs, Recovery recovery, Fence fence, Dependents dependents,
            ConfirmedPublisher publisher,
            Topology topology) {
        this.history = history;
        this.jobs = jobs;
        this.recovery = recovery;
        this.fence = fence;
        this.dependents = dependents;
        this.publisher = publisher;
        this.topology = topology;
    }

    void on(List<JobEvent> events) {
        var statuses = only(JobEvent.Status.class, events).toList();
        jobs.apply(statuses);
        history.add(events);
        only(JobEvent.Requeued.class, statuses).forEach(recovery::on);
        fence.on(only(JobEvent.Accepted.class, statuses).toList());
        var ids = events.stream().map(event -> event.stamp().job()).collect(Collectors.toSet());
        jobs.checkComplete(events.stream().filter(Recorder::mayBeTheLast).map(event -> event.stamp().job())
                .collect(Collectors.toSet()));
        only(JobEvent.Done.class, statuses).forEach(dependents::on);
        publisher.announce(topology.live(), "", new JobRecorded(ids, statuses));
    }

    private static <T extends JobEvent> Stream<T> only(Class<T> kind, List<? extends JobEvent> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast);
    }

    void onLost(List<DroneLost> drones) {
        drones.forEach(recovery::on);
    }

    /**
     * Whether the event may be the last of its job to arrive: what goes over the log queue may come after the end. So may
     * what was lost and is sent again, but then its drone asks whether it is stored ({@code Receipts}).
     */
    private static boolean mayBeTheLast(JobEvent event) {
        return switch (event) {
            case JobEvent.Log log -> true;
            case JobEvent.PluginData data -> true;
            case JobEvent.Status status -> status instanceof JobEvent.Done;
        };
    }

    void onNotices(List<JobNotice> notices) {
        var pending = new ArrayList<JobNotice.Pending>();
        for (var notice : notices) {
            switch (notice) {
                case JobNotice.Pending waits -> pending.add(waits);
                case JobNotice.Abandoned abandoned -> recovery.on(abandoned);
            }
        }
        jobs.applyPending(pending);
        fence.onPending(pending);
    }
}
