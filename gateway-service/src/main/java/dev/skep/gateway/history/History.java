package dev.skep.gateway.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import com.mongodb.MongoBulkWriteException;
import dev.skep.message.JobEvent;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.mongodb.BulkOperationException;
import org.springframework.data.mongodb.core.BulkOperations.BulkMode;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.stereotype.Repository;

/**
 * The events of all jobs. Storing one twice stores it once. Reading goes by computed ids and stops at the first event that
 * is not there yet: a reader sees the history in order and without holes, or not yet.
 */
@Repository
public class History {

    private static final int DUPLICATE = 11000;
    private static final int IDS_A_QUERY = 200;
    private static final int MOST_HOLES = 1000;
    private static final int MOST_LOOKED_AT = 20_000;

    private final MongoOperations store;

    /** Keeps events in this store. */
    public History(MongoOperations store) {
        this.store = store;
    }

    /**
     * How far an execution is stored.
     *
     * @param before the events below this number are stored, but for the missing ones
     * @param missing in order; when there are too many, the first of them, and {@code before} follows the last of these
     */
    public record Extent(long before, List<Long> missing) {}

    /** An event and its place. */
    public record Entry(EventPosition position, StoredEvent stored) {}

    /** Stores events; those that are there already are left as they are. */
    public void add(Collection<? extends JobEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        var documents = events.stream().map(StoredEvent::of).toList();
        try {
            store.bulkOps(BulkMode.UNORDERED, StoredEvent.class).insert(documents).execute();
        } catch (BulkOperationException e) {
            if (e.getErrors().isEmpty() || e.getErrors().stream().anyMatch(error -> error.getCode() != DUPLICATE)) {
                throw e;
            }
        } catch (DuplicateKeyException e) {
            if (!(e.getCause() instanceof MongoBulkWriteException)) {
                throw e;
            }
        }
    }

    /**
     * The events after a place, in order, up to the first that is not stored yet.
     *
     * @param attempts the job's attempts, oldest first
     * @param limit how many at most
     */
    public List<Entry> after(List<AttemptHistory> attempts, EventPosition place, int limit) {
        var found = new ArrayList<Entry>();
        for (var attempt : attempts) {
            if (attempt.attempt() < place.attempt()) {
                continue;
            }
            var from = attempt.attempt() == place.attempt() ? place : EventPosition.before(attempt.attempt());
            read(attempt, from.seq() + 1, limit, found);
            if (!endsWith(found, attempt, from) || found.size() >= limit) {
                break;
            }
        }
        return found;
    }

    private static boolean endsWith(List<Entry> found, AttemptHistory attempt, EventPosition from) {
        var reached = found.isEmpty() ? from : found.getLast().position();
        return attempt.last() != null && reached.compareTo(new EventPosition(attempt.attempt(), attempt.last())) >= 0;
    }

    private void read(AttemptHistory attempt, long first, int limit, List<Entry> found) {
        var seq = first;
        while (found.size() < limit) {
            var count = Math.min(IDS_A_QUERY, limit - found.size());
            var end = attempt.last() == null ? seq + count : Math.min(seq + count, attempt.last() + 1);
            var byId = byId(attempt, seq, end);
            for (; seq < end; seq++) {
                var stored = byId.get(attempt.idOf(seq));
                if (stored == null) {
                    return;
                }
                found.add(new Entry(new EventPosition(attempt.attempt(), seq), stored));
            }
            if (byId.size() < count) {
                return;
            }
        }
    }

    private Map<String, StoredEvent> byId(AttemptHistory attempt, long from, long to) {
        var ids = LongStream.range(from, to).mapToObj(attempt::idOf).toList();
        var byId = new HashMap<String, StoredEvent>();
        if (!ids.isEmpty()) {
            store.find(Query.query(Criteria.where("_id").in(ids)), StoredEvent.class).forEach(e -> byId.put(e.id(), e));
        }
        return byId;
    }

    /** The number of the attempt's first event that is not stored; one more than its last when all are. */
    public long firstMissing(AttemptHistory attempt) {
        return firstMissing(attempt, 0);
    }

    /** The same, of the events from this number on. */
    public long firstMissing(AttemptHistory attempt, long from) {
        var seq = from;
        while (true) {
            var end = seq + IDS_A_QUERY;
            if (attempt.last() != null) {
                end = Math.min(end, attempt.last() + 1);
            }
            if (seq >= end) {
                return seq;
            }
            var there = idsThere(attempt, seq, end);
            for (; seq < end; seq++) {
                if (!there.contains(attempt.idOf(seq))) {
                    return seq;
                }
            }
        }
    }

    private Set<String> idsThere(AttemptHistory attempt, long from, long end) {
        var query = Query.query(
                Criteria.where("_id").in(LongStream.range(from, end).mapToObj(attempt::idOf).toList()));
        query.fields().include("_id");
        return store.find(query, org.bson.Document.class, "events").stream().map(document -> document.getString("_id"))
                .collect(Collectors.toSet());
    }

    /** How far the attempt's events from one number to another are stored; of very many it looks at the first. */
    public Extent extent(AttemptHistory attempt, long from, long last) {
        var holes = new ArrayList<Long>();
        var before = from;
        var end = Math.min(last + 1, from + MOST_LOOKED_AT);
        for (var page = from; page < end; page += IDS_A_QUERY) {
            var there = idsThere(attempt, page, Math.min(page + IDS_A_QUERY, end));
            for (var seq = page; seq < Math.min(page + IDS_A_QUERY, end); seq++) {
                if (!there.contains(attempt.idOf(seq))) {
                    continue;
                }
                for (; before < seq; before++) {
                    holes.add(before);
                    if (holes.size() == MOST_HOLES) {
                        return new Extent(before + 1, holes);
                    }
                }
                before = seq + 1;
            }
        }
        return new Extent(before, holes);
    }
}
