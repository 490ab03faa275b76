package dev.skep.gateway.project;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.skep.gateway.problem.Field;
import dev.skep.gateway.problem.Problem;
import dev.skep.message.Sealed;
import dev.skep.seal.Keyring;
import dev.skep.seal.Purpose;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes a project of what somebody wrote: checked, with its secrets sealed, those that are left out as they were. */
@Component
class ProjectReader {

    private static final Duration LONGEST = Duration.ofHours(24);

    private final Keyring keyring;
    private final Vault vault;

    ProjectReader(Keyring keyring) {
        this.keyring = keyring;
        this.vault = new Vault(keyring);
    }

    /**
     * The project that this describes.
     *
     * @param name the name in the address
     * @param before what stood under that name; null for a new project
     * @throws Problem when it is not what it should be; names the field
     */
    Project read(String name, ProjectBody body, @Nullable Project before) {
        new Field("name").refuse(body.name() != null && !body.name().equals(name), "is not the name in the address");
        notYet("concurrency", body.concurrency() != null);
        var plugins = new PluginReader(name, vault);
        var repo = new RepoReader(name, vault).read(new Field("repo"), body.repo(),
                before == null ? null : before.repo());
        return new Project(name, repo, webhook(name, body.webhookSecret(), before == null ? null : before.webhook()),
                new SecretsReader(name, vault).read(new Field("secrets"), body.secrets(),
                        before == null ? Map.of() : before.secrets()),
                plugins.read(new Field("plugins"), body.plugins(), before == null ? List.of() : before.plugins()),
                RuleReader.branches(new Field("branches"), body.branches(),
                        before == null ? List.of() : before.branches(), plugins),
                ExecutorReader.read(new Field("executor"), body.executor()), timeout(body.timeout()),
                onLost(body.onLost()), Boolean.TRUE.equals(body.forkSecrets()),
                RuleReader.dependencies(new Field("dependencies"), body.dependencies(), repo.vcs()));
    }

    /** It never reaches a log, so any length will do. */
    private @Nullable Sealed webhook(String project, @Nullable String given, @Nullable Sealed before) {
        var field = new Field("webhookSecret");
        if (given == null) {
            return before == null ? null : vault.keep(field, before, Purpose.webhook(project));
        }
        return given.isEmpty() ? null : keyring.seal(given, Purpose.webhook(project));
    }

    private static OnLost onLost(@Nullable String text) {
        return switch (text) {
            case null -> OnLost.RETRY;
            case "retry" -> OnLost.RETRY;
            case "fail" -> OnLost.FAIL;
            default -> throw new Field("onLost").invalid("takes retry or fail");
        };
    }

    /** Taking and not doing it would be a lie. */
    private static void notYet(String field, boolean asked) {
        if (asked) {
            throw new Problem(Problem.Kind.NOT_SUPPORTED, field,
                    field + " is not supported by this version: leave it out");
        }
    }

    private static @Nullable Duration timeout(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var field = new Field("timeout");
        try {
            var duration = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
            field.refuse(duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0,
                    "must be more than nothing and at most " + ProjectBody.text(LONGEST));
            return duration;
        } catch (DateTimeParseException e) {
            throw field.invalid("takes a duration such as 30m or 1h30m");
        }
    }
}
