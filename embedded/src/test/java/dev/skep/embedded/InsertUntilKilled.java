package dev.skep.embedded;

import java.nio.file.Path;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import org.bson.Document;

/** Opens a store and inserts documents in several threads, each printed once it is acknowledged, until it is killed. */
final class InsertUntilKilled {

    private static final int THREADS = 4;

    private InsertUntilKilled() {}

    public static void main(String[] arguments) throws Exception {
        var store = EmbeddedStore.start(Path.of(arguments[0]));
        var jobs = MongoClients.create(store.uri("skep")).getDatabase("skep").getCollection("jobs");
        var threads = new Thread[THREADS];
        for (var number = 0; number < THREADS; number++) {
            var name = "thread-" + number + "-";
            threads[number] = Thread.ofPlatform().start(() -> insert(jobs, name));
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    private static void insert(MongoCollection<Document> jobs, String name) {
        for (var number = 0;; number++) {
            var id = name + number;
            jobs.insertOne(new Document("_id", id).append("n", 0));
            jobs.updateOne(new Document("_id", id), new Document("$inc", new Document("n", 1)));
            System.out.println(id);
        }
    }
}
