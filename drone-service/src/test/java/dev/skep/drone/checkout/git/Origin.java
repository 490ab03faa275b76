package dev.skep.drone.checkout.git;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import dev.skep.drone.checkout.Programs;
import dev.skep.drone.checkout.TestRepository;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.util.FS;

/** A repository to check out from. */
public final class Origin implements TestRepository {

    static {
        PlainSystem.install();
        // JGit tries the file system out in the directory that it sees first: not in one that a test is about to delete.
        FS.getFileStoreAttributes(Path.of(System.getProperty("java.io.tmpdir")));
    }

    private final Path directory;
    private final Git git;

    private Origin(Path directory, Git git) {
        this.directory = directory;
        this.git = git;
    }

    /** An empty repository in this directory, with the default branch {@code main}. */
    public static Origin in(Path directory) throws GitAPIException {
        return new Origin(directory, Git.init().setInitialBranch("main").setDirectory(directory.toFile()).call());
    }

    @Override
    public Path directory() {
        return directory;
    }

    @Override
    public String commitAll() throws GitAPIException {
        git.add().addFilepattern(".").call();
        return git.commit().setMessage("change").setSign(false).setAuthor("A", "a@example.org")
                .setCommitter("A", "a@example.org").call().name();
    }

    @Override
    public String commitUnwritten(String file) throws Exception {
        var blob = git("hash-object", "-w", "--stdin");
        git("update-index", "--add", "--cacheinfo", "100644," + blob + "," + file);
        git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-q", "-m", "change");
        return git("rev-parse", "HEAD");
    }

    private String git(String... arguments) throws IOException, InterruptedException {
        return Programs.run(directory, Map.of(),
                Stream.concat(Stream.of("git"), Arrays.stream(arguments)).toArray(String[]::new));
    }

    @Override
    public void switchTo(String branch) throws GitAPIException {
        git.checkout().setCreateBranch(!exists(branch)).setName(branch).call();
    }

    private boolean exists(String branch) throws GitAPIException {
        return git.branchList().call().stream().anyMatch(ref -> ref.getName().equals("refs/heads/" + branch));
    }

    void deleteBranch(String branch) throws GitAPIException {
        git.branchDelete().setForce(true).setBranchNames(branch).call();
    }

    /** Puts the current commit under another name, such as a pull request's. */
    public void publishAs(String ref) throws GitAPIException {
        git.push().setRemote(directory.toString()).setRefSpecs(new RefSpec("HEAD:" + ref)).call();
    }

    @Override
    public void close() {
        git.close();
    }
}
