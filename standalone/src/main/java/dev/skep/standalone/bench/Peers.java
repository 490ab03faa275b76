package dev.skep.standalone.bench;

import java.util.List;

import dev.skep.standalone.bench.Row.Kind;
import dev.skep.standalone.measure.Samples;

/**
 * What other products were measured to do on another machine of this size: medians of three runs, 2 cores, loopback only,
 * times from the trigger on. How is in {@code docs/benchmarks.md}. Never compared by a ratio: only what is measured in one
 * run can be.
 */
final class Peers {

    private static final String BUILDBOT = "Buildbot 3.7";
    private static final String CELERY = "Celery 5.2.6 on RabbitMQ, 2 workers";
    private static final String BULLMQ = "BullMQ 6.7 on Redis, 2 at once";
    private static final String RATE = "per second";

    private Peers() {}

    static List<Row> dispatch() {
        return List.of(dispatch(BUILDBOT + ", from the HTTP hook on", 204, 522), dispatch(CELERY, 2.4, 4.0),
                dispatch(BULLMQ, 1.9, 6.4));
    }

    private static Row dispatch(String name, double p50, double p99) {
        return Row.of(Kind.ELSEWHERE, name).with(Samples.P50, p50).with(Samples.P99, p99);
    }

    static List<Row> throughput() {
        return List.of(Row.of(Kind.ELSEWHERE, BUILDBOT + ", 200 at once").with(RATE, 4.2),
                Row.of(Kind.ELSEWHERE, CELERY).with(RATE, 1227), Row.of(Kind.ELSEWHERE, BULLMQ).with(RATE, 514));
    }

    static List<Row> logs(String column) {
        return List.of(Row.of(Kind.ELSEWHERE, BUILDBOT + ", complete").with(column, 47_000));
    }
}
