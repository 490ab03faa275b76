package dev.skep.embedded;

import java.nio.file.Path;

import com.mongodb.client.MongoClients;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedStoreTest {

    @TempDir
    Path dir;

    @Test
    void keepsDocumentsOverARestart() throws Exception {
        var file = dir.resolve("store").resolve("skep.mv");
        try (var store = EmbeddedStore.start(file); var client = MongoClients.create(store.uri("skep"))) {
            client.getDatabase("skep").getCollection("jobs").insertOne(new Document("_id", "1"));
        }
        try (var store = EmbeddedStore.start(file); var client = MongoClients.create(store.uri("skep"))) {
            assertThat(client.getDatabase("skep").getCollection("jobs").find().first()).containsEntry("_id", "1");
        }
    }

    @Test
    void answersHello() {
        try (var store = EmbeddedStore.inMemory(); var client = MongoClients.create(store.uri("skep"))) {
            assertThat(client.getDatabase("admin").runCommand(new Document("hello", 1)))
                    .containsEntry("isWritablePrimary", true);
        }
    }

    @Test
    void saysThatAnotherHasTheFile() throws Exception {
        var file = dir.resolve("skep.mv");
        try (var store = EmbeddedStore.start(file)) {
            assertThat(store.uri("skep")).endsWith("/skep");
            assertThatThrownBy(() -> EmbeddedStore.start(file)).hasMessage("another process uses " + file);
        }
    }
}
