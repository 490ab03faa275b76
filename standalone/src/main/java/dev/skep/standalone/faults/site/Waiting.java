package dev.skep.standalone.faults.site;

import java.io.IOException;
import java.time.Duration;

/** Waits for what must come to pass. */
public final class Waiting {

    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofMillis(250);

    private Waiting() {}

    /** Something that can be asked again and again. */
    @FunctionalInterface
    public interface Question {
        boolean isSo() throws IOException, InterruptedException;
    }

    /** Whether it comes to pass within this time. Asks all the time: for what costs little, and is timed. */
    public static boolean whether(Duration limit, Question question) throws IOException, InterruptedException {
        return whether(limit, SHORT, question);
    }

    /** Whether it comes to pass within this time. Asks now and then: for what somebody else has to answer. */
    public static boolean whetherAtLast(Duration limit, Question question) throws IOException, InterruptedException {
        return whether(limit, LONG, question);
    }

    private static boolean whether(Duration limit, Duration pause, Question question)
            throws IOException, InterruptedException {
        var end = System.nanoTime() + limit.toNanos();
        while (!question.isSo()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(pause);
        }
        return true;
    }

    /**
     * Returns when it has come to pass. Asks now and then.
     *
     * @param what the sentence that is then true
     * @throws IOException when it does not come to pass in this time
     */
    public static void until(String what, Duration limit, Question question) throws IOException, InterruptedException {
        if (!whetherAtLast(limit, question)) {
            throw new IOException("not so within " + limit.toSeconds() + " s: " + what);
        }
    }
}
