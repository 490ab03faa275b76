package dev.skep.gateway;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.WriteConcern;
import dev.skep.gateway.job.Job;
import dev.skep.gateway.project.Project;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryOperations;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.MongoDatabaseFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.convert.DefaultDbRefResolver;
import org.springframework.data.mongodb.core.convert.DefaultMongoTypeMapper;
import org.springframework.data.mongodb.core.convert.MappingMongoConverter;
import org.springframework.data.mongodb.core.convert.MongoCustomConversions;
import org.springframework.data.mongodb.core.index.Index;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;

/** The store: how values stand in it, which indexes its queries need, and what to do while it is away. */
@Configuration
class StoreConfiguration {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /** What is acknowledged survives the loss of a server; who asks while the store is away soon knows. */
    @Bean
    MongoClientSettingsBuilderCustomizer acknowledgedByMost() {
        return settings -> settings.writeConcern(WriteConcern.MAJORITY)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(5, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.readTimeout(20, TimeUnit.SECONDS));
    }

    @Bean
    MongoCustomConversions conversions() {
        return new MongoCustomConversions(DocumentForms.converters());
    }

    /** Documents carry no Java class names. */
    @Bean
    MappingMongoConverter converter(MongoDatabaseFactory factory, MongoCustomConversions conversions) {
        var mapping = new MongoMappingContext();
        mapping.setSimpleTypeHolder(conversions.getSimpleTypeHolder());
        var converter = new MappingMongoConverter(new DefaultDbRefResolver(factory), mapping);
        converter.setCustomConversions(conversions);
        converter.setTypeMapper(new DefaultMongoTypeMapper(null));
        return converter;
    }

    /** One index for each way in which the API lists jobs, one that makes a delivery unique, one for who follows whom. */
    @Bean
    InitializingBean indexes(MongoOperations store) {
        return () -> {
            var jobs = store.indexOps(Job.class);
            jobs.createIndex(new Index("delivery", Sort.Direction.ASC).unique().sparse());
            for (var field : List.of("order.project", "order.ref.branch", "order.ref.id", "order.type",
                    "order.trigger.type", "progress.rank", "progress.conclusion", "progress.drone",
                    "progress.times.queued", "sent")) {
                jobs.createIndex(new Index(field, Sort.Direction.ASC).on("_id", Sort.Direction.DESC));
            }
            store.indexOps(Project.class).createIndex(new Index("dependencies.project", Sort.Direction.ASC));
        };
    }

    /** Tries for as long as the store cannot be reached; fails at once when it can and will not. */
    @Bean
    RetryOperations whileTheStoreIsAway() {
        return new RetryTemplate(RetryPolicy.builder().maxRetries(Long.MAX_VALUE).delay(FIRST_PAUSE).multiplier(2)
                .maxDelay(LONGEST_PAUSE).predicate(StoreConfiguration::passes).build());
    }

    /** Whether a failure is of the store's moment, such as a change of its primary, and not of what it was asked. */
    private static boolean passes(Throwable failure) {
        return failure instanceof DataAccessResourceFailureException || failure instanceof TransientDataAccessException
                || failure.getCause() instanceof MongoNotPrimaryException
                || failure.getCause() instanceof MongoNodeIsRecoveringException;
    }
}
