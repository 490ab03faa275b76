package dev.skep.embedded;

import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What a query says about {@code _id}: where to look for its documents. That may be more than the query matches, never
 * less, and the whole query is still asked of what is found there.
 */
final class IdSearch {

    private @Nullable NavigableSet<String> ids;
    private @Nullable String from;
    private @Nullable String to;

    IdSearch(Document query) {
        read(query);
    }

    /** The only ids that can match, null when the query does not list them. */
    @Nullable
    NavigableSet<String> ids() {
        return ids;
    }

    /** The lowest id that can match, null when there is none. */
    @Nullable
    String from() {
        return from;
    }

    /** The highest id that can match, null when there is none. */
    @Nullable
    String to() {
        return to;
    }

    /** Whether it rules out anything. */
    boolean narrows() {
        return ids != null || from != null || to != null;
    }

    private void read(Document query) {
        query.forEach((field, condition) -> {
            if (field.equals("_id")) {
                readCondition(condition);
            } else if (field.equals("$and") && condition instanceof Collection<?> parts) {
                parts.forEach(part -> read((Document) part));
            }
        });
    }

    private void readCondition(@Nullable Object condition) {
        if (condition instanceof String id) {
            ids = new TreeSet<>(List.of(id));
        } else if (condition instanceof Document operators) {
            operators.forEach(this::readOperator);
        }
    }

    private void readOperator(String operator, @Nullable Object value) {
        switch (operator) {
            case "$eq" -> readCondition(value instanceof String ? value : null);
            case "$in" -> ids = value instanceof Collection<?> all ? strings(all) : null;
            case "$gt", "$gte" -> from = value instanceof String id ? id : null;
            case "$lt", "$lte" -> to = value instanceof String id ? id : null;
            default -> {
                // It is asked of each document.
            }
        }
    }

    private static @Nullable NavigableSet<String> strings(Collection<?> values) {
        var strings = new TreeSet<String>();
        for (var value : values) {
            if (!(value instanceof String string)) {
                return null;
            }
            strings.add(string);
        }
        return strings;
    }
}
