package dev.skep.standalone.bench;

import java.io.IOException;
import java.nio.file.Path;

import com.rabbitmq.client.Channel;
import dev.skep.broker.Topology;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

@BrokerTest
class BenchBrokerTest {

    @TempDir
    private Path directory;

    @Test
    void keepsToNamesOfItsOwnAndLeavesNoneOfThem(TestBroker rabbit) throws Exception {
        var broker = BenchBroker.start(rabbit.uri(), directory);
        var topology = new Topology(broker.upOptions().getLast());
        assertThat(broker.upOptions()).containsExactly("--rabbitmq", rabbit.uri(), "--namespace", topology.namespace());
        assertThat(BenchBroker.start(rabbit.uri(), directory).upOptions()).doesNotContain(topology.namespace());
        try (var connection = broker.address().connectionFactory().newConnection("test")) {
            topology.declareShared(connection.createChannel());

            broker.end().close();

            assertGone(connection.createChannel(), channel -> channel.queueDeclarePassive(topology.jobsNew()));
            assertGone(connection.createChannel(), channel -> channel.queueDeclarePassive(topology.eventsStatus()));
            assertGone(connection.createChannel(), channel -> channel.queueDeclarePassive(topology.eventsLog()));
            assertGone(connection.createChannel(), channel -> channel.queueDeclarePassive(topology.dead()));
            assertGone(connection.createChannel(), channel -> channel.exchangeDeclarePassive(topology.jobs()));
            assertGone(connection.createChannel(), channel -> channel.exchangeDeclarePassive(topology.events()));
        }
    }

    private interface Question {
        void ask(Channel channel) throws IOException;
    }

    private static void assertGone(Channel channel, Question question) {
        assertThatIOException().isThrownBy(() -> question.ask(channel)).havingCause().withMessageContaining("404");
    }
}
