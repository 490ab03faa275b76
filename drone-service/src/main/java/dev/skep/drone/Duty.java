package dev.skep.drone;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import dev.skep.message.DroneInfo.State;
import dev.skep.message.DroneOrder;
import dev.skep.message.WireFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the drone takes jobs, as it was told: in its time, or before it was started. */
final class Duty implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Duty.class);

    private final String drone;
    private final PauseFile file;
    private final Slots slots;
    private final JobQueue queue;
    private final Runnable changed;
    private final CompletableFuture<@Nullable Void> drain = new CompletableFuture<>();
    /** One order after the other, and none on the thread that hears them: giving jobs back may take a while. */
    private final ExecutorService thread;
    private volatile State state = State.READY;

    /** @param changed told whenever the state has changed */
    Duty(String drone, PauseFile file, Slots slots, JobQueue queue, Runnable changed) {
        this.drone = drone;
        this.file = file;
        this.slots = slots;
        this.queue = queue;
        this.changed = changed;
        this.thread = Executors
                .newSingleThreadExecutor(Thread.ofPlatform().name("orders " + drone).daemon().factory());
        if (file.exists()) {
            log.info("drone {} is paused, as it was before: {}", drone, file);
            takeNoMore(State.PAUSED);
        }
    }

    State state() {
        return state;
    }

    /** Done when the drone was told to leave once its jobs have ended, and has begun to. */
    CompletableFuture<@Nullable Void> drain() {
        return drain;
    }

    /** Does so, soon. */
    void on(DroneOrder order) {
        try {
            thread.execute(() -> obey(order));
        } catch (RejectedExecutionException closed) {
            log.debug("drone {} has left", drone);
        }
    }

    private synchronized void obey(DroneOrder order) {
        log.info("drone {} is {}, and told by {}: {}", drone, state, order.by(), WireFormat.typeOf(order));
        switch (order) {
            case DroneOrder.Pause pause -> pause(order.by());
            case DroneOrder.Resume resume -> resume();
            case DroneOrder.Drain any -> {
                leave();
                drain.complete(null);
            }
        }
        changed.run(); // also when nothing has: whoever gave the order waits for it
    }

    private void pause(String by) {
        if (state == State.READY) {
            file.write(by);
            takeNoMore(State.PAUSED);
        }
    }

    private void resume() {
        if (state == State.PAUSED) {
            file.delete();
            state = State.READY;
            slots.admit(true);
            queue.takeAgain();
        }
    }

    /** Takes no more for good, and gives back to the queen what has not begun. */
    synchronized void leave() {
        if (state == State.READY || state == State.PAUSED) {
            takeNoMore(State.DRAINING);
        }
    }

    /** The queen is told first, so that she sends nothing more. */
    private void takeNoMore(State next) {
        state = next;
        changed.run();
        slots.admit(false);
        queue.giveBack();
    }

    /** Has left. */
    synchronized void gone() {
        state = State.GONE;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
