package dev.skep.gateway.project;

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.skep.message.PluginSource;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A plugin as people write it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PluginBody(@Nullable String id, @Nullable Boolean enabled, @Nullable Map<String, Object> config,
        @Nullable SourceBody source) {

    /**
     * Where it comes from.
     *
     * @param type {@code npm} with {@code name} and {@code version}, or {@code git} with {@code url}, {@code ref} and
     *            {@code auth}
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SourceBody(@Schema(allowableValues = {
            "npm", "git"}) @Nullable String type, @Nullable String name, @Nullable String version, @Nullable String url,
            @Nullable String ref, @Nullable AuthBody auth){

        static @Nullable SourceBody of(@Nullable PluginSource source) {
            return switch (source) {
                case null -> null;
                case PluginSource.Npm npm -> new SourceBody("npm", npm.name(), npm.version(), null, null, null);
                case PluginSource.Git git ->
                    new SourceBody("git", null, null, git.url(), git.ref(), AuthBody.of(git.auth()));
            };
        }
    }

    static PluginBody of(PluginSetting setting) {
        return new PluginBody(setting.id(), setting.enabled(), setting.config(), SourceBody.of(setting.source()));
    }
}
