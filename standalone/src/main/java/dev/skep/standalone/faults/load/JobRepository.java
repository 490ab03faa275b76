package dev.skep.standalone.faults.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Objects;

import dev.skep.standalone.faults.site.Grounds;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/** A git repository with a branch for each kind of job. */
final class JobRepository {

    private static final String SOMEBODY = "Fault suite";
    private static final String ADDRESS = "faults@example.org";

    private final Grounds grounds;

    private JobRepository(Grounds grounds) {
        this.grounds = grounds;
    }

    /** Makes it, and returns its URL. */
    static String make(Grounds grounds) throws IOException {
        var directory = grounds.repository();
        try (var git = Git.init().setDirectory(directory.toFile()).setInitialBranch("main").call()) {
            git.commit().setSign(false).setAllowEmpty(true).setAuthor(SOMEBODY, ADDRESS)
                    .setCommitter(SOMEBODY, ADDRESS).setMessage("Nothing yet").call();
            for (var kind : Kind.values()) {
                new JobRepository(grounds).branch(git, kind);
            }
        } catch (GitAPIException e) {
            throw new IOException("cannot make a repository in " + directory, e);
        }
        return directory.toUri().toString();
    }

    private void branch(Git git, Kind kind) throws IOException, GitAPIException {
        git.checkout().setCreateBranch(true).setName(kind.branch()).setStartPoint("main").call();
        Files.writeString(grounds.repository().resolve("skep.yml"), jobFile(kind));
        git.add().addFilepattern("skep.yml").call();
        git.commit().setSign(false).setAuthor(SOMEBODY, ADDRESS).setCommitter(SOMEBODY, ADDRESS)
                .setMessage("A job that is " + kind.branch()).call();
    }

    private String jobFile(Kind kind) throws IOException {
        try (var file = JobRepository.class.getResourceAsStream(kind.file())) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@MARK@", grounds.mark()).replace("@DEPLOYS@", grounds.deploys().toString())
                    .replace("@READY@", grounds.ready().toString());
        }
    }
}
