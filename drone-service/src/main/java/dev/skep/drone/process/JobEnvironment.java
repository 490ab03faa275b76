package dev.skep.drone.process;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Where the commands of one execution run. */
public interface JobEnvironment extends AutoCloseable {

    /** The {@code PATH} where nobody sets one, as Debian and container engines have it. */
    String USUAL_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** The environment variables that commands see when nobody sets others. */
    Map<String, String> variables();

    /**
     * Runs a command and returns when it has ended and all its output is with the sink. Several may run at once.
     *
     * @param stop the whole job is to stop when it completes: this command ends, and all that is in this place
     */
    Ending run(Script script, Limits limits, OutputSink sink, CompletableFuture<?> stop) throws InterruptedException;

    /**
     * Ends all processes of all its commands, also what these have left in the background; in the grace and a moment at most,
     * counted from when that began. When one of them cannot be ended, it takes ten seconds more, each time. After that, more
     * commands may run.
     *
     * @return what was done: if the place has begun to end them because the job is to stop, from then on
     */
    Evidence endAll();

    /** Ends in the same way what is left of all its commands, and takes the place away; the directory stays. */
    @Override
    void close();
}
