package dev.skep.embedded;

import java.nio.ByteBuffer;
import java.util.Comparator;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** The keys of unique indexes in the file as BSON, in MongoDB's order. */
final class KeyType extends BasicDataType<KeyValue> {

    private static final Comparator<Object> VALUES = ValueComparator.ascWithoutListHandling();

    private final DocumentType documents = new DocumentType();

    @Override
    public int compare(KeyValue a, KeyValue b) {
        for (var i = 0; i < Math.min(a.size(), b.size()); i++) {
            var order = VALUES.compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    @Override
    public int getMemory(KeyValue key) {
        return documents.getMemory(document(key));
    }

    @Override
    public void write(WriteBuffer buffer, KeyValue key) {
        documents.write(buffer, document(key));
    }

    @Override
    public KeyValue read(ByteBuffer buffer) {
        return new KeyValue(documents.read(buffer).values());
    }

    @Override
    public KeyValue[] createStorage(int size) {
        return new KeyValue[size];
    }

    private static Document document(KeyValue key) {
        var document = new Document();
        key.stream().forEach(value -> document.put(Integer.toString(document.size()), value));
        return document;
    }
}
