package dev.skep.embedded;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;

/** mongo-java-server on H2, with what it lacks: durable answers, queries by id, and the command {@code hello}. */
final class StoreBackend extends H2Backend {

    private static final Set<String> READS = Set.of("find", "count", "distinct", "getmore", "killcursors", "ping",
            "listcollections", "listindexes", "listdatabases", "collstats", "dbstats", "endsessions", "buildinfo",
            "serverstatus", "hello", "ismaster", "connectionstatus");

    private final GroupCommit commits = new GroupCommit(this::commit);
    private final @Nullable Housekeeping housekeeping;

    StoreBackend(MVStore store) {
        super(store);
        housekeeping = isInMemory() ? null : new Housekeeping(store, commits);
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        var name = command.toLowerCase(Locale.ROOT);
        if (name.equals("hello")) {
            var answer = super.handleCommand(channel, database, "ismaster", query);
            answer.put("isWritablePrimary", true);
            return answer;
        }
        if (READS.contains(name)) {
            return super.handleCommand(channel, database, command, query);
        }
        return commits.change(() -> super.handleCommand(channel, database, command, query));
    }

    @Override
    public void close() {
        if (housekeeping != null) {
            housekeeping.close();
        }
        commits.alone(() -> super.close());
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String name) {
        return new Database(name);
    }

    /** An inner class, because its super constructor already opens collections and so needs the store. */
    private final class Database extends H2Database {

        Database(String name) {
            super(name, getMvStore(), getCursorRegistry());
        }

        @Override
        protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
            var fullName = getDatabaseName() + "." + name;
            var documents = getMvStore().openMap("databases." + fullName,
                    new MVMap.Builder<Object, Document>().valueType(new DocumentType()));
            return new StoreCollection(this, name, options, documents, getMvStore().openMap("meta." + fullName),
                    cursorRegistry);
        }

        @Override
        protected Index<Object> openOrCreateUniqueIndex(String collection, String index, List<IndexKey> keys,
                boolean sparse) {
            // Whoever opens a map first says how it is written.
            getMvStore().openMap(getDatabaseName() + "." + collection + "._index_" + index,
                    new MVMap.Builder<KeyValue, Object>().keyType(new KeyType()));
            return super.openOrCreateUniqueIndex(collection, index, keys, sparse);
        }
    }
}
