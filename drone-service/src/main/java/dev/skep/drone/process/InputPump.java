package dev.skep.drone.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/** Carries to a command what it reads from its standard input: at once as it comes, and its end too. */
final class InputPump {

    private static final int READ_BYTES = 8 * 1024;

    private final InputStream from;
    private final OutputStream to;
    private final FutureTask<?> task = new FutureTask<>(this::carry, null);

    private InputPump(InputStream from, OutputStream to) {
        this.from = from;
        this.to = to;
    }

    /** Begins to carry, in a thread that it has for as long as the input lasts. */
    static InputPump start(InputStream from, OutputStream to, Executor threads) {
        var pump = new InputPump(from, to);
        threads.execute(pump.task);
        return pump;
    }

    /** However it ends, both sides hear of it: whoever writes must not wait for a reader that is gone. */
    private void carry() {
        try (from; to) {
            var buffer = new byte[READ_BYTES];
            for (int length; (length = from.read(buffer)) >= 0;) {
                to.write(buffer, 0, length);
                to.flush();
            }
        } catch (IOException e) {
            // the command reads no more, or close() ended it
        }
    }

    /** The command has ended: nobody reads any more. */
    void close() {
        task.cancel(true); // a pipe's reader does not notice that its stream is closed
        try (from; to) {
            // closing is all
        } catch (IOException e) {
            // as the command's end may have closed it before
        }
    }
}
