package dev.skep.standalone.faults.inject;

import java.io.IOException;

import dev.skep.standalone.faults.site.Line;

/** The store is away for a while. */
public record StoreAway(Way way) implements Fault {

    /** How. */
    public enum Way {
        /** It keeps its connections and does not answer. */
        FROZEN("store away: SIGSTOP"),
        /** It is not to be reached. */
        REFUSED("store away: connections refused"),
        /** {@code kill -9}, and started again. */
        KILLED("store killed by kill -9");

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
        return "store";
    }

    @Override
    public void inject(Scene scene) throws IOException, InterruptedException {
        var store = scene.site().store();
        switch (way) {
            case FROZEN -> store.program().freeze();
            case REFUSED -> store.lines().forEach(Line::refuse);
            case KILLED -> store.program().kill();
        }
    }

    @Override
    public void heal(Scene scene) throws IOException, InterruptedException {
        var store = scene.site().store();
        switch (way) {
            case FROZEN -> store.program().thaw();
            case REFUSED -> store.lines().forEach(Line::mend);
            case KILLED -> store.start();
        }
    }
}
