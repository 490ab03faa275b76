package dev.skep.gateway.question;

import dev.skep.gateway.job.Fence;
import dev.skep.message.JobQueryPermit;
import dev.skep.message.WireFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Takes drones' questions, one gateway each. A question that cannot be answered now is let go: the drone asks again. */
@Component
class QuestionListener {

    private static final Logger log = LoggerFactory.getLogger(QuestionListener.class);

    private final Fence fence;

    QuestionListener(Fence fence) {
        this.fence = fence;
    }

    @RabbitListener(queues = "#{@topology.questions()}", containerFactory = "liveContainers")
    void onQuestion(Message message) {
        try {
            switch (WireFormat.decode(message.getBody())) {
                case JobQueryPermit wish -> fence.on(wish);
                case dev.skep.message.Message other -> log.debug("Not for now: {}", other);
            }
        } catch (WireFormat.Unreadable e) {
            log.warn("A drone's question cannot be read: {}", e.getMessage());
        } catch (DataAccessException e) {
            log.warn("A drone's question cannot be answered now: {}", e.getMessage());
        }
    }
}
