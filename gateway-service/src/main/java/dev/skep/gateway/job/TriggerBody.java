package dev.skep.gateway.job;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

import dev.skep.gateway.problem.Field;
import dev.skep.message.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says about who or what asked for a job.
 *
 * @param type {@code manual}, or whatever a plugin adds when the source is one
 */
record TriggerBody(@Nullable String type, @Nullable String message, Trigger.@Nullable Author author,
        Trigger.@Nullable Source source, @Nullable String url) {

    /** Nothing said. */
    static final TriggerBody NONE = new TriggerBody(null, null, null, null, null);

    private static final String UNNAMED_APP = "api";
    private static final int MOST_OF_A_MESSAGE = 10_000;
    private static final int MOST_OF_A_NAME = 250;
    private static final int MOST_OF_AN_ADDRESS = 2000;
    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9-]{0,49}");
    private static final Pattern ADDRESS = Pattern.compile("(?i)https?://\\S+");

    Trigger checked(Instant now) {
        var field = new Field("trigger");
        var from = source == null ? new Trigger.Api(UNNAMED_APP) : source;
        require(field.child("source"), from);
        field.child("message").refuse(message != null && message.length() > MOST_OF_A_MESSAGE,
                "takes at most " + MOST_OF_A_MESSAGE + " characters");
        requireAddress(field.child("url"), url);
        if (author != null) {
            require(field.child("author"), author);
        }
        return new Trigger(type(field.child("type"), from), author, message, now.truncatedTo(ChronoUnit.MILLIS), url,
                from);
    }

    private String type(Field field, Trigger.Source from) {
        if (type == null || type.equals(Trigger.MANUAL)) {
            return Trigger.MANUAL;
        }
        field.refuse(!(from instanceof Trigger.Plugin), "takes manual; another type comes from a plugin: "
                + "set trigger.source to {\"type\": \"plugin\", \"plugin\": …}");
        field.refuse(!WORD.matcher(type).matches(), "takes a word of small letters, digits and '-'");
        return type;
    }

    private static void require(Field field, Trigger.Source source) {
        switch (source) {
            case Trigger.Ui ui -> requireName(field.child("page"), ui.page());
            case Trigger.Api api -> requireName(field.child("app"), api.app());
            case Trigger.Plugin plugin -> requireName(field.child("plugin"), plugin.plugin());
        }
    }

    private static void requireName(Field field, @Nullable String name) {
        field.refuse(name == null || name.isBlank(), "is missing");
        field.requireLine(name, MOST_OF_A_NAME);
    }

    private static void require(Field field, Trigger.Author author) {
        field.child("id").requireLine(author.id(), MOST_OF_A_NAME);
        field.child("name").requireLine(author.name(), MOST_OF_A_NAME);
        field.child("email").requireLine(author.email(), MOST_OF_A_NAME);
        field.child("username").requireLine(author.username(), MOST_OF_A_NAME);
        field.child("gravatar").requireLine(author.gravatar(), MOST_OF_AN_ADDRESS);
        requireAddress(field.child("url"), author.url());
    }

    /** It becomes a link on a page, and must not be a script there. */
    private static void requireAddress(Field field, @Nullable String url) {
        field.requireLine(url, MOST_OF_AN_ADDRESS);
        field.refuse(url != null && !ADDRESS.matcher(url).matches(), "takes an http or https address");
    }
}
