package dev.skep.standalone.bench;

import java.util.HashMap;
import java.util.Map;

import dev.skep.standalone.measure.Samples;

/**
 * One line of a result.
 *
 * @param values by column; a column may be missing
 */
record Row(Kind kind, String name, Map<String, Double> values) {

    /** What a line tells of. */
    enum Kind {
        /** What was asked: the result itself. */
        SKEP("skep"),
        /** More of Skep, to understand the result by. */
        DETAIL("  of it"),
        /** The least that what Skep is built on takes, measured in the same run. */
        FLOOR("floor"),
        /** Another product, measured at another time on a machine like this. */
        ELSEWHERE("elsewhere");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    Row {
        values = Map.copyOf(values);
    }

    static Row of(Kind kind, String name) {
        return new Row(kind, name, Map.of());
    }

    static Row of(Kind kind, String name, Samples samples) {
        return of(kind, name).with(samples.summary());
    }

    Row with(String column, double value) {
        return with(Map.of(column, value));
    }

    Row with(Map<String, Double> columns) {
        var more = new HashMap<>(values);
        more.putAll(columns);
        return new Row(kind, name, more);
    }
}
