package dev.skep.gateway.project;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.skep.gateway.problem.Problem;
import dev.skep.message.JobType;
import dev.skep.message.Repo;
import dev.skep.message.Vcs;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** A project as people write and read it; what is secret is taken but never given. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProjectBody(@Nullable String name, @NotNull @Valid RepoBody repo, @Nullable String webhookSecret,
        @Nullable Map<String, String> secrets, @Nullable List<Object> plugins,
        @Nullable List<@Valid BranchBody> branches, @Nullable String timeout, @Nullable String onLost,
        @Nullable Integer concurrency) {

    private static final Duration LONGEST = Duration.ofHours(24);

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RepoBody(@NotBlank String url, @Nullable Vcs vcs, @Nullable String provider,
            @Nullable Map<String, String> auth) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BranchBody(@NotBlank String pattern, @Nullable JobType type, @Nullable List<Object> plugins) {}

    static ProjectBody of(Project project) {
        var repo = project.repo();
        return new ProjectBody(project.name(), new RepoBody(repo.url(), repo.vcs(), repo.provider(), null), null, null,
                null, project.branches().stream().map(b -> new BranchBody(b.pattern(), b.type(), null)).toList(),
                project.timeout() == null ? null : text(project.timeout()), null, null);
    }

    /**
     * The project that this describes.
     *
     * @param path the name in the address
     * @param before what stood under that name; its secret stays unless a new one, or an empty one, is given
     */
    Project toProject(String path, @Nullable Project before) {
        refuse(name != null && !name.equals(path), "name", "is not the name in the address");
        refuse(!repo.url.matches("(?i)(file|https?)://.+|/.+"), "repo.url",
                "takes a file, http or https address, or an absolute path");
        refuseWhatIsNotThereYet();
        return new Project(path,
                new Repo(repo.url, repo.vcs == null ? Vcs.GIT : repo.vcs, repo.provider, null, null, null),
                secretAfter(before), branchRules(), timeout == null ? null : duration(timeout));
    }

    private @Nullable String secretAfter(@Nullable Project before) {
        if (webhookSecret == null) {
            return before == null ? null : before.webhookSecret();
        }
        return webhookSecret.isEmpty() ? null : webhookSecret;
    }

    private List<Project.Branch> branchRules() {
        return branches == null
                ? List.of()
                : branches.stream().map(b -> new Project.Branch(b.pattern, b.type == null ? JobType.TEST : b.type))
                        .toList();
    }

    /** Taking and not doing it would be a lie. */
    private void refuseWhatIsNotThereYet() {
        var auth = repo.auth == null ? "none" : repo.auth.getOrDefault("type", "none");
        notYet(!auth.equals("none"), "repo.auth");
        refuse(repo.url.matches("(?i)https?://[^/]*@.*"), "repo.url", "must hold no user or password");
        notYet(secrets != null && !secrets.isEmpty(), "secrets");
        notYet(plugins != null && !plugins.isEmpty(), "plugins");
        notYet(branches != null && branches.stream().anyMatch(b -> b.plugins != null && !b.plugins.isEmpty()),
                "branches.plugins");
        notYet(onLost != null && !onLost.equals("retry"), "onLost");
        notYet(concurrency != null, "concurrency");
    }

    private static void notYet(boolean asked, String field) {
        if (asked) {
            throw new Problem(Problem.Kind.NOT_SUPPORTED, field,
                    field + " is not supported by this version: leave it out");
        }
    }

    private static void refuse(boolean wrong, String field, String why) {
        if (wrong) {
            throw new Problem(Problem.Kind.INVALID, field, field + " " + why);
        }
    }

    private static Duration duration(String text) {
        try {
            var duration = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
            refuse(duration.isNegative() || duration.isZero() || duration.compareTo(LONGEST) > 0, "timeout",
                    "must be more than nothing and at most " + text(LONGEST));
            return duration;
        } catch (DateTimeParseException e) {
            throw new Problem(Problem.Kind.INVALID, "timeout", "timeout takes a duration such as 30m or 1h30m");
        }
    }

    private static String text(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
