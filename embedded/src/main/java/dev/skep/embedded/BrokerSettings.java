package dev.skep.embedded;

import java.nio.file.Path;
import java.util.Map;

import org.apache.qpid.server.model.SystemConfig;

/**
 * How the embedded broker is set up: small, quick to act, and bounded. What it listens on is in {@code broker.json}.
 *
 * @param queueBytes the most bytes that wait in one queue
 * @param queueMessages the most messages that wait in one queue; a small one costs far more memory than its bytes
 */
record BrokerSettings(long queueBytes, long queueMessages) {

    /** For a process that may use so many bytes. */
    static BrokerSettings forMemory(long bytes) {
        return new BrokerSettings(bytes / 4, bytes / 4096);
    }

    Map<String, Object> attributes(Path workDir, String password) {
        return Map.of(SystemConfig.TYPE, "Memory", SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT, false,
                SystemConfig.INITIAL_CONFIGURATION_LOCATION, "classpath:dev/skep/embedded/broker.json",
                SystemConfig.CONTEXT, context(workDir, password));
    }

    private Map<String, String> context(Path workDir, String password) {
        return Map.ofEntries(Map.entry("skep.password", password), Map.entry("qpid.work_dir", workDir.toString()),
                Map.entry("queue.behaviourOnUnknownDeclareArgument", "IGNORE"),
                Map.entry("queue.defaultMaximumQueueDepthBytes", Long.toString(queueBytes)),
                Map.entry("queue.defaultMaximumQueueDepthMessages", Long.toString(queueMessages)),
                Map.entry("queue.defaultOverflowPolicy", "REJECT"),
                Map.entry("virtualhost.housekeepingCheckPeriod", "1000"),
                Map.entry("qpid.port.amqp.threadPool.size", "2"),
                Map.entry("qpid.port.amqp.threadPool.numberOfSelectors", "1"),
                Map.entry("virtualhost.connectionThreadPool.size", "4"),
                Map.entry("virtualhost.connectionThreadPool.numberOfSelectors", "1"),
                Map.entry("virtualhost.housekeepingThreadCount", "1"),
                Map.entry("broker.housekeepingThreadCount", "1"));
    }
}
