package dev.skep.gateway.dead;

import java.util.List;

import dev.skep.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Dead messages by REST: look at them, send them again, drop them. */
@RestController
@RequestMapping("/api/v1/dead")
class DeadController {

    private final DeadQueue queue;

    DeadController(DeadQueue queue) {
        this.queue = queue;
    }

    record Page(List<DeadView> items, long count, @Nullable String next) {}

    @GetMapping
    Page list() {
        var content = queue.look();
        return new Page(content.oldest().stream().map(DeadView::of).toList(), content.count(), null);
    }

    @PostMapping("/redrive")
    DeadQueue.Redriven redrive() {
        return queue.redrive();
    }

    /** Says how many, so that what nobody has looked at is not dropped. */
    @DeleteMapping
    DeadQueue.Dropped drop(@RequestParam int count) {
        if (count < 1 || count > DeadQueue.MOST_AT_ONCE) {
            throw new Problem(Problem.Kind.INVALID, "count",
                    "count takes 1 to " + DeadQueue.MOST_AT_ONCE + ": so many of the oldest are dropped");
        }
        return queue.drop(count);
    }
}
