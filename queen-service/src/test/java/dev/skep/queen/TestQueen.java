package dev.skep.queen;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import dev.skep.broker.BrokerAddress;
import dev.skep.broker.ConfirmedPublisher;
import dev.skep.broker.Topology;
import dev.skep.message.JobData;
import dev.skep.message.QueueNew;
import dev.skep.testing.Patience;

/** A queen with her connections, and a clock that stands until it is set. */
record TestQueen(Queen queen, ConfirmedPublisher publisher, TakeBack takeBack, AtomicReference<Instant> now)
        implements
            AutoCloseable {

    static TestQueen start(String id, BrokerAddress address, Topology topology, Ahead ahead) {
        var now = new AtomicReference<>(TestDrone.NOW);
        var publisher = new ConfirmedPublisher(address, topology, id);
        var post = new Post(id, publisher, topology, now::get);
        var takeBack = new TakeBack(address, topology, post, id + " taking back");
        var queen = new Queen(post, takeBack, ahead, now::get);
        queen.begin();
        return new TestQueen(queen, publisher, takeBack, now);
    }

    /** Gives her a job, and waits until it is on a drone's queue. */
    void place(JobData job) throws Exception {
        place(QueueNew.of(job));
    }

    void place(QueueNew message) throws Exception {
        queen.on(message).get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        takeBack.close();
        publisher.close();
    }
}
