package dev.skep.drone.checkout.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import dev.skep.drone.checkout.ClonePlace;
import dev.skep.drone.checkout.DamagedClone;
import dev.skep.drone.checkout.Refusal;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.jspecify.annotations.Nullable;

/**
 * A bare clone that lives on between jobs and only ever grows: jobs in their working trees read its objects, so nothing may
 * be pruned.
 */
final class CachedClone implements AutoCloseable {

    private final Repository repository;
    private final ClonePlace place;
    private final GitRemote remote;
    private final UntilCancelled progress;

    private CachedClone(Repository repository, ClonePlace place, GitRemote remote, UntilCancelled progress) {
        this.repository = repository;
        this.place = place;
        this.remote = remote;
        this.progress = progress;
    }

    /**
     * Opens the clone, and makes it when there is none.
     *
     * @throws DamagedClone when it lacks what every clone has
     */
    static CachedClone open(ClonePlace place, GitRemote remote, UntilCancelled progress) throws IOException {
        var directory = place.directory();
        var repository = Files.exists(directory) ? existing(directory) : made(directory);
        return new CachedClone(repository, place, remote, progress);
    }

    private static Repository made(Path directory) throws IOException {
        var repository = bare(directory);
        repository.create(true);
        var config = repository.getConfig();
        config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
        config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTOPACKLIMIT, 0);
        config.setBoolean(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTODETACH, false);
        config.save();
        return repository;
    }

    /** Reads all that stands beside the objects: what JGit throws later over that has no type to tell damage by. */
    private static Repository existing(Path directory) throws IOException {
        requireParts(directory);
        try {
            var repository = bare(directory);
            repository.getObjectDatabase().getShallowCommits();
            repository.exactRef(Constants.HEAD); // looks into packed-refs too
            return repository;
        } catch (IOException | RuntimeException e) {
            if (Damage.isOfMachine(e)) {
                throw e;
            }
            throw new DamagedClone(e);
        }
    }

    private static void requireParts(Path directory) throws DamagedClone {
        for (var part : List.of(Constants.HEAD, Constants.CONFIG, Constants.OBJECTS)) {
            if (Files.notExists(directory.resolve(part))) {
                throw new DamagedClone("it has no " + part);
            }
        }
        if (Files.exists(directory.resolve("shallow.lock"))) {
            throw new DamagedClone("it was left in the middle of a change");
        }
    }

    private static Repository bare(Path directory) throws IOException {
        return new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build();
    }

    /** Where the clone in this directory has its objects. */
    static Path objectsOf(Path directory) {
        return directory.resolve(Constants.OBJECTS);
    }

    GitRemote remote() {
        return remote;
    }

    /** Whether what it has may be read without asking the remote first. */
    boolean isProven() {
        return place.isProven();
    }

    /** The commit of this name when the clone has it, also when the name is an annotated tag's. */
    @Nullable
    ObjectId commit(ObjectId id) throws IOException {
        try {
            return parse(id);
        } catch (MissingObjectException e) {
            return null;
        }
    }

    /** The commit at which a fetched ref of the remote stands. */
    @Nullable
    ObjectId fetched(String name) throws IOException {
        var ref = repository.exactRef(RefName.cached(name));
        var id = ref == null ? null : ref.getObjectId();
        return id == null ? null : parse(id);
    }

    private @Nullable ObjectId parse(ObjectId id) throws IOException {
        try (var walk = new RevWalk(repository)) {
            return walk.parseCommit(id).copy();
        } catch (IncorrectObjectTypeException noCommit) {
            return null;
        }
    }

    /**
     * What comes along with a commit that the clone has.
     *
     * @param depth how many commits; null for all
     */
    History history(ObjectId commit, @Nullable Integer depth) throws IOException {
        return depth == null ? History.all(repository) : History.of(repository, commit, depth);
    }

    /**
     * Brings these refs, or commits, of the remote up to date.
     *
     * @param depth how many commits come along; null for all
     * @throws Refusal when the job is cancelled meanwhile
     */
    void fetch(Collection<String> names, @Nullable Integer depth) throws Refusal, IOException {
        var specs = names.stream().map(name -> new RefSpec("+" + name + ":" + RefName.cached(name))).toList();
        try (var transport = remote.open(repository)) {
            transport.setDepth(depth);
            transport.fetch(progress, specs);
            progress.requireGoingOn();
        } catch (IOException | RuntimeException e) {
            progress.requireGoingOn();
            throw e;
        }
        place.prove();
    }

    void fetch(String name, @Nullable Integer depth) throws Refusal, IOException {
        fetch(List.of(name), depth);
    }

    /** What the remote has now. */
    Map<String, Ref> remoteRefs() throws IOException {
        try (var transport = remote.open(repository); var connection = transport.openFetch()) {
            var refs = connection.getRefsMap();
            place.prove();
            return refs;
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
