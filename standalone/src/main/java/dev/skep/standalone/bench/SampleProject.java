package dev.skep.standalone.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.skep.standalone.Api;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** A project whose repository holds one commit with one file, {@code skep.yml}. */
record SampleProject(Api api, String name, String commit) {

    private static final String BRANCH = "main";

    /**
     * Makes the repository and registers it.
     *
     * @param command the one command of its jobs; without double quotes and backslashes
     */
    static SampleProject register(Setup setup, String name, String command) throws IOException, InterruptedException {
        var directory = setup.directory().resolve(name);
        var commit = commit(directory, "test: \"" + command + "\"\n");
        setup.api().put("/api/v1/projects/" + name,
                Map.of("repo", Map.of("url", directory.toUri().toString(), "vcs", "git")));
        return new SampleProject(setup.api(), name, commit);
    }

    private static String commit(Path directory, String file) throws IOException {
        try (var git = Git.init().setDirectory(directory.toFile()).setInitialBranch(BRANCH).call()) {
            Files.writeString(directory.resolve("skep.yml"), file);
            git.add().addFilepattern("skep.yml").call();
            return git.commit().setSign(false).setAuthor("Bench", "bench@example.org")
                    .setCommitter("Bench", "bench@example.org").setMessage("Measure").call().name();
        } catch (GitAPIException e) {
            throw new IOException("cannot make a repository in " + directory, e);
        }
    }

    /** How many of its jobs the store has as ended well. */
    int succeeded() throws IOException, InterruptedException {
        var list = "/api/v1/jobs?limit=200&status=FINISHED&conclusion=SUCCESS&project=" + name;
        var page = api.get(list);
        var found = page.path("items").size();
        while (page.path("next").isString()) {
            page = api.get(list + "&cursor=" + page.path("next").asString());
            found += page.path("items").size();
        }
        return found;
    }

    /** Starts a job, as a push to the branch would, and returns its id when the 202 is here. */
    String start() throws IOException, InterruptedException {
        return api.post("/api/v1/jobs", Map.of("project", name, "ref", Map.of("branch", BRANCH, "id", commit)))
                .path("id").asString();
    }
}
