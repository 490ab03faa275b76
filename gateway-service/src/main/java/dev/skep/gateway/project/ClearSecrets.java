package dev.skep.gateway.project;

import java.util.List;

import dev.skep.seal.Keyring;
import dev.skep.seal.Purpose;
import jakarta.annotation.PostConstruct;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/** Seals, at start, the webhook secrets that an earlier version stored as they were. */
@Component
class ClearSecrets {

    private static final Logger log = LoggerFactory.getLogger(ClearSecrets.class);
    private static final String FIELD = "webhookSecret";
    private static final String PROJECTS = "projects";

    private final MongoOperations store;
    private final Keyring keyring;

    ClearSecrets(MongoOperations store, Keyring keyring) {
        this.store = store;
        this.keyring = keyring;
    }

    @PostConstruct
    void seal() {
        var found = store.find(Query.query(Criteria.where(FIELD).exists(true)), Document.class, PROJECTS);
        found.forEach(this::seal);
        if (!found.isEmpty()) {
            log.info("Sealed the webhook secrets of {}", names(found));
        }
    }

    private void seal(Document project) {
        var name = project.getString("_id");
        var update = new Update().unset(FIELD);
        if (project.get(FIELD) instanceof String secret) {
            update.set("webhook", keyring.seal(secret, Purpose.webhook(name)));
        }
        store.updateFirst(Query.query(Criteria.where("_id").is(name).and(FIELD).is(project.get(FIELD))), update,
                PROJECTS);
    }

    private static List<String> names(List<Document> projects) {
        return projects.stream().map(project -> project.getString("_id")).toList();
    }
}
