package dev.skep.gateway.question;

import dev.skep.broker.Burials;
import dev.skep.gateway.dead.Origin;
import dev.skep.gateway.job.Fence;
import dev.skep.message.JobInfo;
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
    private final Burials burials;

    QuestionListener(Fence fence, Burials burials) {
        this.fence = fence;
        this.burials = burials;
    }

    @RabbitListener(queues = "#{@topology.questions()}", containerFactory = "liveContainers")
    void onQuestion(Message message) {
        try {
            switch (WireFormat.decode(message.getBody())) {
                case JobQueryPermit wish -> fence.on(wish);
                case JobInfo info -> log.debug("Nothing to say of it yet: {}", info);
                case dev.skep.message.Message other ->
                    burials.buryCopy(Origin.of(message), "no question: " + WireFormat.typeOf(other));
            }
        } catch (DataAccessException e) {
            log.warn("A drone's question cannot be answered now: {}", e.getMessage());
        } catch (RuntimeException e) { // whatever it is, it must not come again and again
            burials.buryCopy(Origin.of(message), e.toString());
        }
    }
}
