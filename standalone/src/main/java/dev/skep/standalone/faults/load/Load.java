package dev.skep.standalone.faults.load;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for a job at a steady pace, whatever happens, but leaves no more than so many waiting. */
public final class Load {

    private static final Logger log = LoggerFactory.getLogger(Load.class);
    /** Half are quick; chosen at random, but in the same order for the same seed. */
    private static final List<Kind> MIX = List.of(Kind.QUICK, Kind.QUICK, Kind.QUICK, Kind.QUICK, Kind.QUICK,
            Kind.QUICK, Kind.SLOW, Kind.SLOW, Kind.SLOW, Kind.DEPLOYING, Kind.DEPLOYING, Kind.DEPLOYING, Kind.CHATTY,
            Kind.FAILING);
    private static final int MOST = 30;

    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private final Customer customer;
    private final Backlog backlog;
    private final RandomGenerator random;
    private final Duration pace;
    private final Thread thread;

    /**
     * Begins.
     *
     * @param pace from one request to the next
     */
    public Load(Customer customer, Backlog backlog, RandomGenerator random, Duration pace) {
        this.customer = customer;
        this.backlog = backlog;
        this.random = random;
        this.pace = pace;
        this.thread = Thread.ofPlatform().name("load").daemon().start(this::run);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(pace);
                if (backlog.size() < MOST) {
                    var kind = MIX.get(random.nextInt(MIX.size()));
                    requests.execute(() -> ask(kind));
                } else {
                    backlog.review();
                }
            }
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Kind kind) {
        try {
            customer.ask(kind);
        } catch (IOException e) {
            log.info("A request for a job was given up: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks for no more, and returns when all that was asked for is answered. */
    public void close() {
        thread.interrupt();
        requests.close();
    }
}
