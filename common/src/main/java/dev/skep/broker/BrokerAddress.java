package dev.skep.broker;

import java.net.URISyntaxException;
import java.security.GeneralSecurityException;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.impl.DefaultExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the broker is.
 *
 * @param uri an AMQP URI, {@code amqp://user:password@host:port/vhost}; an empty path is the broker's default vhost
 */
public record BrokerAddress(String uri) {

    private static final Logger log = LoggerFactory.getLogger(BrokerAddress.class);
    private static final int HEARTBEAT_SECONDS = 10;
    private static final int CONNECT_MILLIS = 5000;
    /** The client's own limit is ten minutes; a broker that hangs is better left and tried again. */
    private static final int ANSWER_MILLIS = 30_000;

    /** Makes connections that do not recover by themselves: {@link BrokerLink} and Spring's containers do that. */
    public ConnectionFactory connectionFactory() {
        var factory = new ConnectionFactory();
        try {
            factory.setUri(uri);
        } catch (URISyntaxException | GeneralSecurityException | RuntimeException e) {
            // Without the cause: it would show the password.
            throw new IllegalArgumentException("no AMQP URI: " + this + "; write amqp://user:password@host:port/vhost");
        }
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setConnectionTimeout(CONNECT_MILLIS);
        factory.setChannelRpcTimeout(ANSWER_MILLIS);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setExceptionHandler(new OwnersTell());
        return factory;
    }

    /** The end of a connection is told by whoever uses it, not for each attempt to have it again. */
    private static final class OwnersTell extends DefaultExceptionHandler {

        @Override
        public void handleUnexpectedConnectionDriverException(Connection connection, Throwable failure) {
            log.debug("connection {} failed", connection, failure);
        }
    }

    /** The address without the password. */
    @Override
    public String toString() {
        return uri.replaceFirst("//.*@", "//");
    }
}
