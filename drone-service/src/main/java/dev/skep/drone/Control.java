package dev.skep.drone;

import java.io.IOException;
import java.util.concurrent.Executor;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.skep.broker.Received;
import dev.skep.broker.Topology;
import dev.skep.drone.spool.Handovers;
import dev.skep.message.DroneOrder;
import dev.skep.message.DroneQueryInfo;
import dev.skep.message.JobCancel;
import dev.skep.message.JobPermit;
import dev.skep.message.JobQueryInfo;
import dev.skep.message.JobStored;
import dev.skep.message.JobSuperseded;
import dev.skep.message.Message;
import dev.skep.message.WireFormat;

/** Answers orders and questions that reach this drone at once, past its queue of jobs. */
final class Control {

    private final String drone;
    private final Topology topology;
    private final PatientPublisher status;
    private final Heartbeat heartbeat;
    private final Slots slots;
    private final Handovers handovers;
    private final Duty duty;
    private final Executor threads;

    Control(String drone, Topology topology, PatientPublisher status, Heartbeat heartbeat, Slots slots,
            Handovers handovers, Duty duty, Executor threads) {
        this.drone = drone;
        this.topology = topology;
        this.status = status;
        this.heartbeat = heartbeat;
        this.slots = slots;
        this.handovers = handovers;
        this.duty = duty;
        this.threads = threads;
    }

    /** Begins to listen on a fresh connection. */
    void on(Connection connection) throws IOException {
        var channel = connection.createChannel();
        channel.addShutdownListener(cause -> connection.abort());
        var queue = topology.declareControl(channel, drone);
        channel.basicConsume(queue, true, new Orders(channel, queue));
    }

    private final class Orders extends DefaultConsumer {

        private final String queue;

        Orders(Channel channel, String queue) {
            super(channel);
            this.queue = queue;
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, BasicProperties properties, byte[] body) {
            var message = Received.of(queue, envelope, properties, body);
            try {
                on(WireFormat.decode(body), message);
            } catch (RuntimeException e) { // whatever it is, the next order must be heard
                bury(message, e.toString());
            }
        }

        /** Not on this thread: while the broker takes no messages, orders must be heard all the same. */
        private void bury(Received message, String reason) {
            threads.execute(() -> status.bury(message, reason));
        }

        private void on(Message message, Received received) {
            switch (message) {
                case DroneQueryInfo question -> heartbeat.soon();
                case DroneOrder order -> duty.on(order);
                case JobQueryInfo question -> threads.execute(() -> answer(question));
                case JobCancel cancel -> threads.execute(() -> slots.on(cancel));
                case JobSuperseded superseded -> threads.execute(() -> slots.on(superseded));
                case JobPermit permit -> slots.on(permit);
                case JobStored answer -> handovers.on(answer);
                case Message other -> bury(received, "a drone takes no " + WireFormat.typeOf(other) + " as an order");
            }
        }

        /** Whoever asks for a job whose end is stored finds it there. */
        private void answer(JobQueryInfo question) {
            slots.info(question.job()).or(() -> handovers.over(question.job()))
                    .ifPresent(info -> status.announce(topology.events(), Topology.infoKey(info), info));
        }
    }
}
