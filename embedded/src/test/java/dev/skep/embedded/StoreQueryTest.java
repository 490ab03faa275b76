package dev.skep.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Queries by id give what reading all documents would give. */
class StoreQueryTest {

    private final EmbeddedStore store = EmbeddedStore.inMemory();
    private final MongoClient client = MongoClients.create(store.uri("skep"));
    private final MongoCollection<Document> jobs = client.getDatabase("skep").getCollection("jobs");

    @BeforeEach
    void insertHundredJobs() {
        jobs.insertMany(IntStream.range(0, 100).mapToObj(number -> new Document("_id", id(number))
                .append("number", number).append("even", number % 2 == 0)).toList());
    }

    @AfterEach
    void close() {
        client.close();
        store.close();
    }

    record Query(String name, Bson filter, List<Integer> numbers) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Query> queries() {
        return List.of(new Query("equal", Filters.eq("_id", id(7)), List.of(7)),
                new Query("$eq", new Document("_id", new Document("$eq", id(7))), List.of(7)),
                new Query("unknown id", Filters.eq("_id", "x"), List.of()),
                new Query("$in", Filters.in("_id", id(9), id(3), "x", id(3)), List.of(3, 9)),
                new Query("$in and more", Filters.and(Filters.in("_id", id(3), id(4)), Filters.eq("even", true)),
                        List.of(4)),
                new Query("id and more", new Document("_id", id(7)).append("even", true), List.of()),
                new Query("$gte and $lt", Filters.and(Filters.gte("_id", id(3)), Filters.lt("_id", id(6))),
                        List.of(3, 4, 5)),
                new Query("$gt and $lte", Filters.and(Filters.gt("_id", id(3)), Filters.lte("_id", id(6))),
                        List.of(4, 5, 6)),
                new Query("contradiction", Filters.and(Filters.gt("_id", id(6)), Filters.lt("_id", id(3))), List.of()),
                new Query("$and of two ids", Filters.and(Filters.eq("_id", id(3)), Filters.eq("_id", id(4))),
                        List.of()),
                new Query("$or", Filters.or(Filters.eq("_id", id(3)), Filters.eq("number", 5)), List.of(3, 5)),
                new Query("$in of other types", Filters.in("_id", id(3), 4, null), List.of(3)),
                new Query("number", Filters.lt("number", 2), List.of(0, 1)));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void findsWhatTheQueryAsksFor(Query query) {
        assertThat(numbers(query, 1)).isEqualTo(query.numbers());
        assertThat(numbers(query, -1)).isEqualTo(query.numbers().reversed());
        assertThat(jobs.countDocuments(query.filter())).isEqualTo(query.numbers().size());
    }

    private List<Integer> numbers(Query query, int direction) {
        return jobs.find(query.filter()).sort(new Document("_id", direction)).map(job -> job.getInteger("number"))
                .into(new ArrayList<>());
    }

    @Test
    void pagesFromTheNewest() {
        var page = jobs.find(Filters.and(Filters.lt("_id", id(50)), Filters.eq("even", true)))
                .sort(Sorts.descending("_id")).limit(3).map(job -> job.getInteger("number")).into(new ArrayList<>());

        assertThat(page).containsExactly(48, 46, 44);
    }

    @Test
    void updatesOnlyWhereTheWholeFilterMatches() {
        var free = Filters.or(Filters.exists("lease", false), Filters.eq("lease", "mine"));
        var claim = Updates.combine(Updates.set("lease", "mine"), Updates.inc("claims", 1));

        assertThat(jobs.updateOne(Filters.and(Filters.eq("_id", id(1)), Filters.eq("even", true)), claim)
                .getMatchedCount()).isZero();
        assertThat(jobs.findOneAndUpdate(Filters.and(Filters.eq("_id", id(1)), Filters.eq("even", false), free), claim))
                .isNotNull();
        assertThat(jobs.find(Filters.eq("_id", id(1))).first()).containsEntry("lease", "mine")
                .containsEntry("claims", 1);
    }

    @Test
    void keepsItsUniqueIndexes() {
        jobs.createIndex(new Document("delivery", 1), new IndexOptions().unique(true).sparse(true));
        jobs.insertOne(new Document("_id", "a").append("delivery", "d"));

        assertThatThrownBy(() -> jobs.insertOne(new Document("_id", "b").append("delivery", "d")))
                .isInstanceOf(MongoWriteException.class).hasMessageContaining("E11000");
        assertThatThrownBy(() -> jobs.insertOne(new Document("_id", "a"))).hasMessageContaining("E11000");
        assertThat(jobs.find(Filters.eq("delivery", "d")).first()).containsEntry("_id", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"100", "new"})
    void takesIdsOfOtherTypes(String id) {
        jobs.insertOne(new Document("_id", 100L));
        jobs.updateOne(new Document("_id", id), Updates.set("number", 1), new UpdateOptions().upsert(true));

        assertThat(jobs.find(new Document("_id", 100)).first()).isNotNull();
        assertThat(jobs.find(Filters.gte("_id", id(99))).sort(Sorts.descending("_id")).first()).isNotNull();
        assertThat(jobs.countDocuments()).isEqualTo(102);
    }

    private static String id(int number) {
        return "job-%03d".formatted(number);
    }
}
