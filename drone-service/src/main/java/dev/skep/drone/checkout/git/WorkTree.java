package dev.skep.drone.checkout.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.skep.drone.checkout.Refusal;
import org.eclipse.jgit.dircache.DirCacheCheckout;
import org.eclipse.jgit.dircache.InvalidPathException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/** A working tree whose objects stay in the cached clone, so that making it costs little more than its files. */
final class WorkTree {

    private static final String ORIGIN = "origin";

    private final Path directory;
    private final Path git;
    private final Path objects;

    WorkTree(Path directory, Path objects) {
        this.directory = directory;
        this.git = directory.resolve(Constants.DOT_GIT);
        this.objects = objects.toAbsolutePath();
    }

    /**
     * Makes the tree.
     *
     * @param origin the address that the tree has for its remote
     * @throws Refusal when the commit cannot be checked out, or the job is cancelled meanwhile
     */
    void create(Target target, String origin, UntilCancelled progress) throws Refusal, IOException {
        Files.createDirectories(git.resolve("objects/info"));
        Files.createDirectories(git.resolve("refs"));
        Files.writeString(git.resolve("objects/info/alternates"), objects + "\n");
        Files.writeString(git.resolve("config"), config(origin, target.branch()));
        Files.writeString(git.resolve("packed-refs"), refs(target));
        Files.writeString(git.resolve("HEAD"), head(target));
        if (!target.history().ends().isEmpty()) {
            Files.write(git.resolve("shallow"), target.history().ends().stream().map(ObjectId::name).sorted().toList());
        }
        writeFiles(target, progress);
    }

    private static String config(String origin, @Nullable String branch) {
        var config = new Config();
        config.setInt(ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_KEY_REPO_FORMAT_VERSION, 0);
        config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_KEY_FILEMODE, true);
        config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, ConfigConstants.CONFIG_KEY_BARE, false);
        config.setString(ConfigConstants.CONFIG_REMOTE_SECTION, ORIGIN, ConfigConstants.CONFIG_KEY_URL, origin);
        config.setString(ConfigConstants.CONFIG_REMOTE_SECTION, ORIGIN, ConfigConstants.CONFIG_FETCH_SECTION,
                "+refs/heads/*:refs/remotes/origin/*");
        if (branch != null) {
            config.setString(ConfigConstants.CONFIG_BRANCH_SECTION, branch, ConfigConstants.CONFIG_KEY_REMOTE, ORIGIN);
            config.setString(ConfigConstants.CONFIG_BRANCH_SECTION, branch, ConfigConstants.CONFIG_KEY_MERGE,
                    Constants.R_HEADS + branch);
        }
        return config.toText();
    }

    /** Makes a submodule known to git, which finds its repository in the submodule's own directory. */
    void register(Submodule submodule, String url) throws IOException {
        try (var repository = open()) {
            var config = repository.getConfig();
            config.setString(ConfigConstants.CONFIG_SUBMODULE_SECTION, submodule.name(),
                    ConfigConstants.CONFIG_KEY_URL, url);
            config.setBoolean(ConfigConstants.CONFIG_SUBMODULE_SECTION, submodule.name(), "active", true);
            config.save();
        }
    }

    private static String head(Target target) {
        return target.branch() == null
                ? target.commit().name() + "\n"
                : "ref: " + Constants.R_HEADS + target.branch() + "\n";
    }

    private static String refs(Target target) {
        var header = "# pack-refs with: peeled fully-peeled sorted\n";
        var commit = target.commit().name();
        return target.branch() == null
                ? header
                : header + commit + " " + Constants.R_HEADS + target.branch() + "\n" + commit + " "
                        + Constants.R_REMOTES + ORIGIN + "/" + target.branch() + "\n";
    }

    private void writeFiles(Target target, UntilCancelled progress) throws Refusal, IOException {
        try (var repository = open(); var walk = new RevWalk(repository)) {
            var tree = walk.parseCommit(target.commit()).getTree();
            var index = repository.lockDirCache();
            try {
                var checkout = new DirCacheCheckout(repository, index, tree);
                checkout.setProgressMonitor(progress);
                checkout.checkout();
            } catch (InvalidPathException e) {
                throw new Refusal("commit " + target.commit().name() + " has files that git does not check out ("
                        + e.getMessage() + "): take them out", e);
            } catch (IOException e) {
                progress.requireGoingOn();
                throw e;
            } finally {
                index.unlock();
            }
        }
    }

    /** The repository, with the objects of the cached clone. */
    Repository open() throws IOException {
        return new FileRepositoryBuilder().setGitDir(git.toFile()).setWorkTree(directory.toFile())
                .setObjectDirectory(objects.toFile()).setMustExist(true).build();
    }
}
