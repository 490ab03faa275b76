package dev.skep.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * The ports of a private RabbitMQ node, all on the loopback interface.
 *
 * @param amqp where clients connect
 * @param distribution where its own command line tools connect
 * @param mapper where its own port mapper (epmd) listens, so that the machine's is left alone
 */
record NodePorts(int amqp, int distribution, int mapper) {

    static NodePorts free() throws IOException {
        try (var amqp = open(); var distribution = open(); var mapper = open()) {
            return new NodePorts(amqp.getLocalPort(), distribution.getLocalPort(), mapper.getLocalPort());
        }
    }

    private static ServerSocket open() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
