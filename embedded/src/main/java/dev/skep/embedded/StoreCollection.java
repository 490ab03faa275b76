package dev.skep.embedded;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection that finds documents by {@code _id} in every form of query, and in its order, as long as all ids are
 * strings; the library itself reads all documents for anything but {@code {_id: x}} and {@code {_id: {$in: [...]}}} alone.
 */
final class StoreCollection extends H2Collection {

    private static final Map<String, Object> ASCENDING = Map.of("_id", 1);
    private static final Map<String, Object> DESCENDING = Map.of("_id", -1);

    private final MVMap<Object, Document> documents;

    StoreCollection(MongoDatabase database, String name, CollectionOptions options, MVMap<Object, Document> documents,
            MVMap<String, Object> meta, CursorRegistry cursors) {
        super(database, name, options, documents, meta, cursors);
        this.documents = documents;
    }

    @Override
    protected QueryResult queryDocuments(Document query, @Nullable Document orderBy, int skip, int limit, int batchSize,
            @Nullable Document fields) {
        var search = new IdSearch(query);
        var descending = DESCENDING.equals(orderBy);
        var byId = descending || ASCENDING.equals(orderBy);
        if (!hasStringIds() || !(search.narrows() || byId)) {
            return super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
        }
        return matchDocumentsFromStream(found(search, descending), query, byId ? null : orderBy, skip, limit, batchSize,
                fields);
    }

    /** H2 keeps keys of one type together. */
    private boolean hasStringIds() {
        return "_id".equals(getIdField()) && documents.firstKey() instanceof String
                && documents.lastKey() instanceof String;
    }

    private Stream<Document> found(IdSearch search, boolean descending) {
        if (search.ids() != null) {
            var ids = descending ? search.ids().descendingSet() : search.ids();
            return ids.stream().map(documents::get).filter(Objects::nonNull);
        }
        var cursor = descending
                ? documents.cursor(search.to(), search.from(), true)
                : documents.cursor(search.from(), search.to(), false);
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(cursor, Spliterator.ORDERED), false)
                .map(id -> cursor.getValue());
    }

    /** Hands out copies: an update changes what it found, while another connection may just be writing it out. */
    @Override
    protected QueryResult createQueryResult(List<Document> found, int batchSize) {
        return super.createQueryResult(found.stream().map(Document::cloneDeeply).toList(), batchSize);
    }

    /** Only statistics need it, and it costs a second write for each change. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }
}
