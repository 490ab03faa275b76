package dev.skep.gateway.hook;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

import dev.skep.gateway.problem.Field;
import dev.skep.message.Trigger;
import org.jspecify.annotations.Nullable;

/** Of GitHub's payloads, what we use. GitHub's documentation of webhook events says what the fields mean. */
record GitHubPayload(@Nullable String ref, @Nullable String after, @Nullable Boolean deleted,
        @Nullable Commit head_commit, @Nullable User pusher, @Nullable User sender, @Nullable String action,
        @Nullable Long number, @Nullable PullRequest pull_request) {

    static final Trigger.Source SOURCE = new Trigger.Plugin("github");

    record Commit(@Nullable String message, @Nullable String timestamp, @Nullable String url,
            @Nullable User author) {}

    record User(@Nullable Long id, @Nullable String login, @Nullable String name, @Nullable String email,
            @Nullable String username, @Nullable String html_url, @Nullable String avatar_url) {}

    record PullRequest(@Nullable String title, @Nullable String html_url, @Nullable String updated_at,
            @Nullable User user, @Nullable Side head, @Nullable Side base) {}

    /** One of the two branches of a pull request; its repository is missing when it was deleted. */
    record Side(@Nullable String ref, @Nullable Repository repo) {}

    record Repository(@Nullable String full_name) {}

    /** Who did it, by the name at GitHub; null when GitHub does not say. */
    @Nullable
    String user() {
        return sender == null ? null : sender.login;
    }

    /** The time that a field gives; null when it gives none. */
    static @Nullable Instant time(Field field, @Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw field.invalid("is no ISO 8601 time");
        }
    }
}
