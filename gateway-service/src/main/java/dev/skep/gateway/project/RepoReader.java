package dev.skep.gateway.project;

import java.util.regex.Pattern;

import dev.skep.gateway.problem.Field;
import dev.skep.gateway.project.ProjectBody.RepoBody;
import dev.skep.message.Repo;
import dev.skep.message.Vcs;
import dev.skep.seal.Purpose;
import org.jspecify.annotations.Nullable;

/** Reads where a project's code is, and what opens it. */
final class RepoReader {

    private static final Pattern PROVIDER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,49}");
    private static final int MOST_DEPTH = 1_000_000;

    private final String project;
    private final Vault vault;

    RepoReader(String project, Vault vault) {
        this.project = project;
        this.vault = vault;
    }

    Repo read(Field field, RepoBody given, @Nullable Repo before) {
        var vcs = given.vcs() == null ? Vcs.GIT : given.vcs();
        var text = given.url() == null ? "" : given.url();
        var url = RepositoryUrl.parse(field.child("url"), text, vcs);
        field.child("provider").refuse(given.provider() != null && !PROVIDER.matcher(given.provider()).matches(),
                "takes the name of a forge, such as github");
        var depth = given.depth();
        field.child("depth").refuse(depth != null && (depth < 1 || depth > MOST_DEPTH),
                "takes 1 to " + MOST_DEPTH + " commits; leave it out for all of them");
        field.child("depth").refuse(depth != null && vcs == Vcs.HG, "works with git only: hg always takes all commits");
        var opens = before == null ? null : before.auth();
        var sameServer = before != null && opens != null
                && url.equals(RepositoryUrl.parse(field.child("url"), before.url(), before.vcs()));
        var auth = new AuthReader(vault, field.child("auth"), part -> Purpose.auth(project, part), opens, sameServer);
        return new Repo(text, vcs, given.provider(), auth.read(given.auth(), url), given.submodules(), depth);
    }
}
