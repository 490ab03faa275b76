package dev.skep.gateway.job;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import dev.skep.message.Conclusion;
import dev.skep.message.JobType;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Sort;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/**
 * Which jobs a list shows; null takes all.
 *
 * @param commit a commit, or the beginning of one
 * @param author a name, e-mail address or user name
 * @param trigger the trigger's type, such as {@code commit}
 * @param q words that stand in the trigger's message
 */
record JobFilter(@Nullable String project, JobView.@Nullable Status status, @Nullable Conclusion conclusion,
        @Nullable String branch, @Nullable String commit, @Nullable String author, @Nullable JobType type,
        @Nullable String trigger, @Nullable String drone, @Nullable Instant createdAfter,
        @Nullable Instant createdBefore, @Nullable String q) {

    /** The newest {@code limit} of these jobs that are older than the job {@code cursor}. */
    Query query(@Nullable String cursor, int limit) {
        var all = new ArrayList<Criteria>();
        add(all, "order.project", project);
        add(all, "progress.conclusion", conclusion);
        add(all, "order.ref.branch", branch);
        add(all, "order.type", type);
        add(all, "order.trigger.type", trigger);
        add(all, "progress.drone", drone);
        if (status != null) {
            all.add(status.criteria());
        }
        if (commit != null) {
            all.add(Criteria.where("order.ref.id").regex("^" + Pattern.quote(commit.toLowerCase(Locale.ROOT))));
        }
        if (author != null) {
            all.add(new Criteria().orOperator(List.of("name", "email", "username").stream()
                    .map(field -> Criteria.where("order.trigger.author." + field).is(author)).toList()));
        }
        if (createdAfter != null) {
            all.add(Criteria.where("progress.times.queued").gt(createdAfter));
        }
        if (createdBefore != null) {
            all.add(Criteria.where("progress.times.queued").lt(createdBefore));
        }
        if (q != null) {
            all.add(Criteria.where("order.trigger.message").regex(Pattern.quote(q), "i"));
        }
        if (cursor != null) {
            all.add(Criteria.where("_id").lt(cursor));
        }
        var query = all.isEmpty() ? new Query() : Query.query(new Criteria().andOperator(all));
        return query.with(Sort.by(Sort.Direction.DESC, "_id")).limit(limit);
    }

    private static void add(List<Criteria> all, String field, @Nullable Object value) {
        if (value != null) {
            all.add(Criteria.where(field).is(value));
        }
    }
}
