package dev.skep.standalone.faults.site;

import java.util.Locale;

/**
 * A service of the site.
 *
 * @param line its own line to the broker
 */
public record Member(Role role, Program program, Line line) {

    /** What it is. */
    public enum Role {
        /** Takes jobs in and records what happens. */
        GATEWAY,
        /** Places jobs. */
        QUEEN,
        /** Runs jobs. */
        DRONE;

        /** As in file names: {@code gateway}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Its name, which is also a drone's id: {@code drone-1}. */
    public String name() {
        return program.name();
    }
}
