package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.skep.message.Ref;
import org.eclipse.jgit.util.FS;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks git repositories out, by JGit. */
public final class GitCheckouts implements Checkouts {

    private static final Logger log = LoggerFactory.getLogger(GitCheckouts.class);

    static {
        PlainSystem.install();
        FS.FileStoreAttributes.setBackground(true); // JGit measures the file system once, which takes seconds
    }

    private final Path clones;

    /** Keeps its cached clones in this directory; makes it where needed. */
    public GitCheckouts(Path clones) throws IOException {
        this.clones = Files.createDirectories(clones.toAbsolutePath());
        FS.getFileStoreAttributes(this.clones);
    }

    @Override
    public Checkout checkOut(Source source, Ref ref, Path directory, BooleanSupplier cancelled) {
        try {
            var url = RemoteUrl.parse(source.url());
            try {
                return tryCheckOut(url, ref, directory, cancelled);
            } catch (FileSystemException full) {
                throw full;
            } catch (IOException | RuntimeException corrupt) {
                log.warn("the cached clone of {} is thrown away, because it seems corrupt", url.shown(), corrupt);
                discard(url, directory);
                return tryCheckOut(url, ref, directory, cancelled);
            }
        } catch (Refusal e) {
            return new Checkout.Failed(e.reason());
        } catch (IOException e) {
            log.warn("checkout of {} failed", directory.getFileName(), e);
            return new Checkout.Failed("the drone could not check the code out: " + e.getMessage());
        }
    }

    private Checkout tryCheckOut(RemoteUrl url, Ref ref, Path directory, BooleanSupplier cancelled)
            throws Refusal, IOException {
        var cached = cloneOf(url);
        var target = locked(cached, () -> {
            try (var clone = CachedClone.open(cached, url, cancelled)) {
                return new Search(clone, url).find(ref);
            }
        });
        new WorkTree(directory, CachedClone.objectsOf(cached)).create(target, url.shown());
        return new Checkout.CheckedOut(target.commit().name(), target.branch(), directory,
                List.of(CachedClone.objectsOf(cached)));
    }

    private void discard(RemoteUrl url, Path directory) throws Refusal, IOException {
        var cached = cloneOf(url);
        locked(cached, () -> {
            Directories.delete(cached);
            return cached;
        });
        Directories.delete(directory);
    }

    private interface Step<T> {
        T run() throws Refusal, IOException;
    }

    private static <T> T locked(Path clone, Step<T> step) throws Refusal, IOException {
        var lock = RepositoryLock.of(clone);
        try {
            return step.run();
        } finally {
            lock.close();
        }
    }

    private Path cloneOf(RemoteUrl url) {
        return clones.resolve(RefName.sha256(url.uri().toPrivateString()));
    }
}
