package dev.skep.gateway.project;

import java.util.HashSet;
import java.util.List;
import java.util.Map;

import dev.skep.gateway.problem.Field;
import dev.skep.gateway.project.PluginBody.SourceBody;
import dev.skep.message.PluginSource;
import dev.skep.message.PluginUse;
import dev.skep.message.Vcs;
import dev.skep.seal.Purpose;
import org.jspecify.annotations.Nullable;

/** Reads lists of plugins. */
final class PluginReader {

    private static final int MOST = 50;

    private final String project;
    private final Vault vault;

    PluginReader(String project, Vault vault) {
        this.project = project;
        this.vault = vault;
    }

    /**
     * Reads a list.
     *
     * @param before the same list as it was before, for secrets that are left out
     */
    List<PluginSetting> read(Field field, @Nullable List<@Nullable PluginBody> given, List<PluginSetting> before) {
        var ids = new HashSet<String>();
        return field.each(given, MOST, (at, plugin) -> {
            var read = read(at, plugin, before);
            at.child("id").refuse(!ids.add(read.id()), "names " + read.id() + " a second time");
            return read;
        });
    }

    private PluginSetting read(Field field, PluginBody plugin, List<PluginSetting> before) {
        var id = plugin.id();
        if (id == null || !PluginUse.ID.matcher(id).matches()) {
            throw field.child("id").invalid("takes a plugin's id: a small letter, then small letters, digits and '-'");
        }
        var earlier = before.stream().filter(setting -> setting.id().equals(id)).map(PluginSetting::source)
                .filter(PluginSource.Git.class::isInstance).map(PluginSource.Git.class::cast).findFirst().orElse(null);
        return new PluginSetting(id, plugin.enabled(), plugin.config() == null ? Map.of() : plugin.config(),
                plugin.source() == null ? null : source(field.child("source"), id, plugin.source(), earlier));
    }

    private PluginSource source(Field field, String id, SourceBody source, PluginSource.@Nullable Git earlier) {
        return switch (source.type()) {
            case "npm" -> npm(field, source);
            case "git" -> git(field, id, source, earlier);
            case null, default -> throw field.child("type").invalid("takes npm or git");
        };
    }

    private static PluginSource npm(Field field, SourceBody source) {
        var name = source.name();
        if (name == null || !PluginSource.Npm.NAME.matcher(name).matches()) {
            throw field.child("name").invalid("takes the name of an npm package");
        }
        var version = source.version();
        if (version == null || !PluginSource.Npm.VERSION.matcher(version).matches()) {
            throw field.child("version").invalid("takes one version such as 1.2.0, so that every job has the same");
        }
        refuseOther(field, source.url(), "url");
        refuseOther(field, source.ref(), "ref");
        refuseOther(field, source.auth(), "auth");
        return new PluginSource.Npm(name, version);
    }

    private PluginSource git(Field field, String id, SourceBody source, PluginSource.@Nullable Git earlier) {
        refuseOther(field, source.name(), "name");
        refuseOther(field, source.version(), "version");
        var text = source.url();
        var url = RepositoryUrl.parse(field.child("url"), text, Vcs.GIT);
        var ref = source.ref();
        if (text == null || ref == null) {
            throw field.child("ref").invalid("is missing: name a branch, a tag or a commit");
        }
        RefNames.requireName(field.child("ref"), ref);
        var auth = new AuthReader(vault, field.child("auth"), part -> Purpose.auth(project, id + "." + part),
                earlier == null ? null : earlier.auth(),
                earlier != null && url.equals(RepositoryUrl.parse(field.child("url"), earlier.url(), Vcs.GIT)));
        return new PluginSource.Git(text, ref, auth.read(source.auth(), url));
    }

    private static void refuseOther(Field field, @Nullable Object value, String name) {
        field.child(name).refuse(value != null, "belongs to another type of source");
    }
}
