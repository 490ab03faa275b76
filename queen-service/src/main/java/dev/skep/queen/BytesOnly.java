package dev.skep.queen;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.support.converter.MessageConverter;

/**
 * Leaves messages as they are. Spring's own way would make of them whatever their content type says, Java objects too, and
 * refuse those of which it cannot: they would never reach the listener, and so not the dead queue.
 */
final class BytesOnly implements MessageConverter {

    @Override
    public Object fromMessage(Message message) {
        return message.getBody();
    }

    @Override
    public Message toMessage(Object body, MessageProperties properties) {
        throw new UnsupportedOperationException("messages are sent by ConfirmedPublisher");
    }
}
