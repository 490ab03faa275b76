package dev.skep.gateway.job;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.gateway.history.History;
import dev.skep.message.JobEvent;
import dev.skep.message.JobRecorded;
import dev.skep.message.QueueNew;
import dev.skep.message.Stamp;
import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryOperations;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Brings stored jobs to the queen. Whoever asked for the job has his answer by then: when the broker or this process is
 * away, the job waits in the store and goes out later. It may go out twice, never not at all.
 */
@Component
public class Outbox {

    private static final Logger log = LoggerFactory.getLogger(Outbox.class);

    private final Jobs jobs;
    private final History history;
    private final ConfirmedPublisher publisher;
    private final Topology topology;
    private final RetryOperations whileTheStoreIsAway;
    private final Set<Sending> onTheirWay = ConcurrentHashMap.newKeySet();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();

    Outbox(Jobs jobs, History history, ConfirmedPublisher publisher, Topology topology,
            RetryOperations whileTheStoreIsAway) {
        this.jobs = jobs;
        this.history = history;
        this.publisher = publisher;
        this.topology = topology;
        this.whileTheStoreIsAway = whileTheStoreIsAway;
    }

    /** Sends the job's current attempt, soon, and for the first time. */
    void send(Job job) {
        send(job, false);
    }

    private void send(Job job, boolean again) {
        var sending = new Sending(job.id(), job.progress().attempt());
        if (onTheirWay.add(sending)) {
            senders.execute(() -> sendNow(job, sending, again));
        }
    }

    private record Sending(String job, int attempt) {}

    private void sendNow(Job job, Sending sending, boolean again) {
        try {
            var confirmed = publisher.publish(topology.jobs(), Topology.NEW,
                    again ? QueueNew.again(job.data()) : QueueNew.of(job.data()));
            var queued = new JobEvent.Queued(
                    new Stamp(job.id(), sending.attempt, null, Stamp.QUEUED, job.progress().times().queued()));
            history.add(List.of(queued));
            publisher.announce(topology.live(), "", new JobRecorded(Set.of(job.id()), List.of(queued)));
            confirmed.join();
            jobs.markSent(job.id(), sending.attempt);
        } catch (DataAccessException | CompletionException e) {
            log.warn("Job {} is not with the queen yet, and will be sent again: {}", job.id(), e.getMessage());
        } finally {
            onTheirWay.remove(sending);
        }
    }

    /** Sends what an earlier process, or an earlier failure, left behind. */
    @Scheduled(initialDelayString = "PT0S", fixedDelayString = "${skep.gateway.outbox-interval:PT15S}")
    void sendUnsent() {
        try {
            jobs.unsent().forEach(this::send);
        } catch (DataAccessException e) {
            log.warn("Cannot look for unsent jobs: {}", e.getMessage());
        }
    }

    /** The broker has forgotten everything: sends all jobs again that no drone has accepted. */
    @EventListener
    void on(BrokerForgot forgot) {
        try {
            whileTheStoreIsAway.execute(() -> {
                jobs.markAllWaitingUnsent();
                jobs.unsent().forEach(this::sendAgain);
                return true;
            });
        } catch (RetryException e) {
            log.error("The jobs that the broker has forgotten could not be sent again", e.getCause());
        }
    }

    /** Sends a job again that the queen placed, perhaps, but that no drone has. */
    public void sendAgain(Job job) {
        send(job, true);
    }

    @PreDestroy
    void stop() {
        senders.shutdownNow();
    }
}
