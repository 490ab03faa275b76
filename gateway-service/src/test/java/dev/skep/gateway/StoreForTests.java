package dev.skep.gateway;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.skep.embedded.EmbeddedStore;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.SimpleMongoClientDatabaseFactory;

/** An empty store in memory, set up as the gateway sets it up. */
public final class StoreForTests implements AutoCloseable {

    private final EmbeddedStore store = EmbeddedStore.inMemory();
    private final MongoClient client = MongoClients.create(store.uri("test"));
    private final MongoTemplate operations;

    public StoreForTests() throws Exception {
        var factory = new SimpleMongoClientDatabaseFactory(client, "test");
        var configuration = new StoreConfiguration();
        var converter = configuration.converter(factory, configuration.conversions());
        converter.afterPropertiesSet();
        operations = new MongoTemplate(factory, converter);
        configuration.indexes(operations).afterPropertiesSet();
    }

    public MongoOperations operations() {
        return operations;
    }

    @Override
    public void close() {
        client.close();
        store.close();
    }
}
