package dev.skep.embedded;

import java.nio.file.Path;
import java.util.HashMap;

import com.mongodb.client.MongoClients;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class StoreCrashTest {

    private static final int ENOUGH = 500;

    @TempDir
    Path dir;

    @Test
    void losesNothingAcknowledgedWhenTheProcessIsKilled() throws Exception {
        var file = dir.resolve("skep.mv");
        var child = ChildProcess.run(InsertUntilKilled.class, file.toString());
        child.awaitLines(ENOUGH);
        child.kill();
        var acknowledged = child.lines();

        try (var store = EmbeddedStore.start(file); var client = MongoClients.create(store.uri("skep"))) {
            var jobs = client.getDatabase("skep").getCollection("jobs");
            var found = new HashMap<String, Integer>();
            jobs.find().forEach(job -> found.put(job.getString("_id"), job.getInteger("n")));

            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ENOUGH);
            assertThat(acknowledged).allSatisfy(id -> assertThat(found).containsEntry(id, 1));
            // Fails over a document that its index does not know.
            assertThat(jobs.deleteMany(new Document()).getDeletedCount()).isEqualTo(found.size());
        }
    }
}
