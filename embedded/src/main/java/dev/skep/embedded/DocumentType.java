package dev.skep.embedded;

import java.nio.ByteBuffer;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.Unpooled;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Documents in the file as BSON, the form in which they came; H2 itself would use Java's serialization. */
final class DocumentType extends BasicDataType<Document> {

    /** How much more a document takes in memory than as BSON, roughly. */
    private static final int MEMORY_FACTOR = 3;

    @Override
    public int getMemory(Document document) {
        return MEMORY_FACTOR * encode(document).remaining();
    }

    @Override
    public void write(WriteBuffer buffer, Document document) {
        buffer.put(encode(document));
    }

    @Override
    public Document read(ByteBuffer buffer) {
        var start = buffer.position();
        // BSON starts with its own length, lowest byte first.
        var length = Integer.reverseBytes(buffer.getInt(start));
        buffer.position(start + length);
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(buffer.slice(start, length)));
    }

    @Override
    public Document[] createStorage(int size) {
        return new Document[size];
    }

    static ByteBuffer encode(Document document) {
        var bytes = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, bytes);
        return bytes.nioBuffer();
    }
}
