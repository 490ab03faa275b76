package dev.skep.standalone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** A git repository to test with. */
final class Repository {

    private final Path directory;

    private Repository(Path directory) {
        this.directory = directory;
    }

    /** An empty repository, whose first branch will be {@code main}. */
    static Repository in(Path directory) {
        try {
            Git.init().setDirectory(directory.toFile()).setInitialBranch("main").call().close();
            return new Repository(directory);
        } catch (GitAPIException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A repository with just this job file. */
    static Repository withJobFile(Path directory, String jobFile) {
        var repository = in(directory);
        repository.commit(Map.of("skep.yml", jobFile));
        return repository;
    }

    /**
     * Commits these files, by name.
     *
     * @return the commit's id
     */
    String commit(Map<String, String> files) {
        try (var git = Git.open(directory.toFile())) {
            for (var file : files.entrySet()) {
                Files.writeString(directory.resolve(file.getKey()), file.getValue());
            }
            git.add().addFilepattern(".").call();
            return git.commit().setSign(false).setAuthor("Ada", "ada@example.org")
                    .setCommitter("Ada", "ada@example.org").setMessage("A change").call().name();
        } catch (GitAPIException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives the head this name, too. */
    void ref(String name) {
        try (var git = Git.open(directory.toFile())) {
            var update = git.getRepository().updateRef(name);
            update.setNewObjectId(git.getRepository().resolve("HEAD"));
            update.update();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return directory.toUri().toString();
    }
}
