package dev.skep.standalone.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

import dev.skep.standalone.measure.Samples;

/**
 * What it takes this Java to start processes and see them end.
 *
 * @param samples each start and end
 * @param perSecond how many in a second
 */
record ProcessStarts(Samples samples, double perSecond) {

    private static final int WARM_UP = 50;

    /**
     * Starts a command again and again.
     *
     * @param threads how many at once
     */
    static ProcessStarts run(List<String> command, int count, int threads) throws IOException, InterruptedException {
        startAll(command, WARM_UP);
        Callable<List<Long>> some = () -> startAll(command, count / threads);
        try (var executor = Executors.newFixedThreadPool(threads)) {
            var times = new ArrayList<Long>();
            var before = System.nanoTime();
            for (var done : executor.invokeAll(Collections.nCopies(threads, some))) {
                times.addAll(done.get());
            }
            return new ProcessStarts(Samples.ofNanos(times),
                    Samples.perSecond(times.size(), System.nanoTime() - before));
        } catch (ExecutionException e) {
            throw new IOException("cannot start " + command, e.getCause());
        }
    }

    private static List<Long> startAll(List<String> command, int count) throws IOException, InterruptedException {
        var times = new ArrayList<Long>();
        for (var i = 0; i < count; i++) {
            var before = System.nanoTime();
            new ProcessBuilder(command).start().waitFor();
            times.add(System.nanoTime() - before);
        }
        return times;
    }
}
