package dev.skep.standalone.faults.inject;

import java.io.IOException;

import dev.skep.standalone.faults.site.Broker;

/** The broker is away for a while. */
public record BrokerAway(Way way) implements Fault {

    /** How it goes, and what it comes back with. */
    public enum Way {
        /** It is stopped, and keeps all that is durable. */
        STOPPED("broker stopped and started"),
        /** {@code kill -9}. */
        KILLED("broker killed by kill -9"),
        /** {@code kill -9}, and all that it kept is lost. */
        WIPED("broker killed, its data wiped");

        private final String label;

        Way(String label) {
            this.label = label;
        }
    }

    @Override
    public String kind() {
        return way.label;
    }

    @Override
    public String target() {
        return "broker";
    }

    @Override
    public void inject(Scene scene) throws IOException {
        var broker = scene.site().broker();
        switch (way) {
            case STOPPED -> broker.stop();
            case KILLED -> broker.kill();
            case WIPED -> wipe(broker);
        }
    }

    private static void wipe(Broker broker) throws IOException {
        broker.kill();
        broker.wipe();
    }

    @Override
    public void heal(Scene scene) throws IOException {
        scene.site().broker().start();
    }
}
