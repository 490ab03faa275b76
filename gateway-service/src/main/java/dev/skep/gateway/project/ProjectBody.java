package dev.skep.gateway.project;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonProperty.Access;
import dev.skep.message.ExecutorConfig;
import dev.skep.message.JobType;
import dev.skep.message.Vcs;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * A project as people write and read it; what is secret is taken and never given. What {@code GET} gave may be {@code PUT}
 * again, and changes nothing.
 *
 * @param secretNames the names of the secrets that there are; not looked at when it is sent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProjectBody(@Nullable String name, @NotNull @Valid RepoBody repo,
        @JsonProperty(access = Access.WRITE_ONLY) @Nullable String webhookSecret,
        @JsonProperty(access = Access.WRITE_ONLY) @Nullable Map<String, @Nullable String> secrets,
        @JsonProperty(access = Access.READ_ONLY) @Nullable List<String> secretNames,
        @Nullable List<@Nullable PluginBody> plugins, @Nullable List<@Nullable BranchBody> branches,
        @Nullable ExecutorConfig executor, @Nullable String timeout, @Nullable String onLost,
        @Nullable Integer concurrency, @Nullable Boolean forkSecrets,
        @Nullable List<@Nullable DependencyBody> dependencies) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RepoBody(@Nullable String url, @Nullable Vcs vcs, @Nullable String provider, @Nullable AuthBody auth,
            @Nullable Boolean submodules, @Nullable Integer depth) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BranchBody(@Nullable String pattern, @Nullable JobType type,
            @Nullable List<@Nullable PluginBody> plugins) {}

    /** A project that this one follows; its name alone will do. */
    @Schema(description = "A project that this one follows. Its name, as a text, will do in place of the object.")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DependencyBody(@Nullable String project, @Nullable String pattern, @Nullable String branch) {

        @JsonCreator
        DependencyBody {
        }

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static DependencyBody named(String project) {
            return new DependencyBody(project, null, null);
        }
    }

    static ProjectBody of(Project project) {
        var repo = project.repo();
        return new ProjectBody(project.name(),
                new RepoBody(repo.url(), repo.vcs(), repo.provider(), AuthBody.of(repo.auth()), repo.submodules(),
                        repo.depth()),
                null, null, project.secrets().keySet().stream().sorted().toList(), plugins(project.plugins()),
                listed(project.branches(),
                        rule -> new BranchBody(rule.pattern(), rule.type(), plugins(rule.plugins()))),
                project.executor(), project.timeout() == null ? null : text(project.timeout()),
                project.onLost() == OnLost.FAIL ? "fail" : "retry", null,
                project.forkSecrets(), listed(project.dependencies(),
                        other -> new DependencyBody(other.project(), other.pattern(), other.branch())));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "project " + name + " as it was written";
    }

    private static List<@Nullable PluginBody> plugins(List<PluginSetting> settings) {
        return listed(settings, PluginBody::of);
    }

    private static <A, B> List<@Nullable B> listed(List<A> all, Function<A, B> form) {
        var list = new ArrayList<@Nullable B>();
        all.forEach(one -> list.add(form.apply(one)));
        return list;
    }

    /** A duration as people write it, such as {@code 1h30m}. */
    static String text(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
