package dev.skep.embedded;

import org.apache.qpid.server.model.Broker;

/**
 * Takes away the hook by which the broker ends itself when the JVM ends. It would race with our own orderly end, in which
 * the services still need the broker to say goodbye.
 */
final class ShutdownHook {

    private ShutdownHook() {}

    static void remove(Broker<?> broker) {
        for (Class<?> kind = broker.getClass(); kind != null; kind = kind.getSuperclass()) {
            if (kind.getSimpleName().equals("BrokerImpl")) {
                Runtime.getRuntime().removeShutdownHook(hook(broker, kind));
                return;
            }
        }
        throw new IllegalStateException("another version of Qpid Broker-J: no BrokerImpl");
    }

    private static Thread hook(Broker<?> broker, Class<?> kind) {
        try {
            var field = kind.getDeclaredField("_shutdownHook");
            field.setAccessible(true);
            return (Thread) field.get(broker);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("another version of Qpid Broker-J: no shutdown hook where it was", e);
        }
    }
}
