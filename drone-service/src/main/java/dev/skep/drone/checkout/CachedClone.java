package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.jspecify.annotations.Nullable;

/**
 * A bare clone that lives on between jobs and only ever grows: jobs in their working trees read its objects, so nothing may
 * be pruned.
 */
final class CachedClone implements AutoCloseable {

    private static final int SILENT_REMOTE_SECONDS = 60;

    private final Repository repository;
    private final RemoteUrl url;
    private final ProgressMonitor progress;

    private CachedClone(Repository repository, RemoteUrl url, BooleanSupplier cancelled) {
        this.repository = repository;
        this.url = url;
        this.progress = new EmptyProgressMonitor() {
            @Override
            public boolean isCancelled() {
                return cancelled.getAsBoolean();
            }
        };
    }

    /** Opens the clone, and makes it when there is none. */
    static CachedClone open(Path directory, RemoteUrl url, BooleanSupplier cancelled) throws IOException {
        var repository = new FileRepositoryBuilder().setGitDir(directory.toFile()).setBare().build();
        if (!Files.exists(directory.resolve("HEAD"))) {
            repository.create(true);
            var config = repository.getConfig();
            config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
            config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTOPACKLIMIT, 0);
            config.setBoolean(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTODETACH, false);
            config.save();
        }
        return new CachedClone(repository, url, cancelled);
    }

    /** Where the clone in this directory has its objects. */
    static Path objectsOf(Path directory) {
        return directory.resolve("objects");
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
    ObjectId fetched(String remote) throws IOException {
        var ref = repository.exactRef(RefName.cached(remote));
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

    /** Brings these refs, or commits, of the remote up to date. */
    void fetch(Collection<String> remotes) throws IOException {
        var specs = remotes.stream().map(remote -> new RefSpec("+" + remote + ":" + RefName.cached(remote))).toList();
        try (var transport = transport()) {
            transport.fetch(progress, specs);
        }
    }

    void fetch(String remote) throws IOException {
        fetch(List.of(remote));
    }

    /** What the remote has now. */
    Map<String, Ref> remoteRefs() throws IOException {
        try (var transport = transport(); var connection = transport.openFetch()) {
            return connection.getRefsMap();
        }
    }

    private Transport transport() throws TransportException, NotSupportedException {
        var transport = Transport.open(repository, url.uri());
        transport.setTagOpt(TagOpt.NO_TAGS);
        transport.setTimeout(SILENT_REMOTE_SECONDS);
        transport.setCredentialsProvider(null); // nobody is there to be asked
        return transport;
    }

    @Override
    public void close() {
        repository.close();
    }
}
