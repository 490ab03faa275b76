package dev.skep.gateway.job;

import java.time.Instant;
import java.time.InstantSource;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.gateway.StoreForTests;
import dev.skep.gateway.history.History;
import dev.skep.gateway.project.ProjectForTests;
import dev.skep.gateway.project.Projects;
import org.springframework.core.retry.RetryTemplate;

/** An intake whose broker is away: jobs are stored, and wait. */
public final class IntakeForTests implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-11-23T10:00:00.123Z");

    private final StoreForTests store = new StoreForTests();
    private final Topology topology = new Topology("nowhere");
    private final ConfirmedPublisher publisher = new ConfirmedPublisher(
            new BrokerAddress("amqp://guest:guest@127.0.0.1:1"), topology, "to nobody");
    private final History history = new History(store.operations());
    private final Jobs jobs = new Jobs(store.operations(), history);
    private final Projects projects = ProjectForTests.all(store.operations());
    private final Outbox outbox = new Outbox(jobs, history, publisher, topology, new RetryTemplate());
    private final Intake intake = new Intake(jobs, projects, outbox, InstantSource.fixed(NOW));

    public IntakeForTests() throws Exception {}

    public StoreForTests store() {
        return store;
    }

    public Jobs jobs() {
        return jobs;
    }

    public Projects projects() {
        return projects;
    }

    public Intake intake() {
        return intake;
    }

    @Override
    public void close() {
        outbox.stop();
        publisher.close();
        store.close();
    }
}
