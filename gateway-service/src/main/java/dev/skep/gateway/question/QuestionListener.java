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

/**
 * Takes drones' questions from the queue that all gateways share. Nothing here must be answered: who gets no answer, because
 * the store is away, asks again.
 */
@Component
class QuestionListener {

    private static final Logger log = LoggerFactory.getLogger(QuestionListener.class);

    private final Fence fence;
    private final Receipts receipts;
    private final Burials burials;

    QuestionListener(Fence fence, Receipts receipts, Burials burials) {
        this.fence = fence;
        this.receipts = receipts;
        this.burials = burials;
    }

    @RabbitListener(queues = "#{@topology.questions()}", containerFactory = "liveContainers")
    void onQuestion(Message message) {
        try {
            switch (WireFormat.decode(message.getBody())) {
                case JobQueryPermit wish -> fence.on(wish);
                case JobInfo info -> receipts.on(info);
                case dev.skep.message.Message other ->
                    burials.buryCopy(Origin.of(message), "no question: " + WireFormat.typeOf(other));
            }
        } catch (DataAccessException e) {
            log.debug("A drone's question cannot be answered now: {}", e.getMessage());
        } catch (RuntimeException e) { // whatever it is, it must not come again and again
            burials.buryCopy(Origin.of(message), e.toString());
        }
    }
}
