package dev.skep.drone.checkout.git;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import dev.skep.drone.checkout.Checkout;
import dev.skep.drone.checkout.Checkouts;
import dev.skep.drone.checkout.CloneCache;
import dev.skep.drone.checkout.Credentials;
import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.Refusals;
import dev.skep.drone.checkout.RemoteUrl;
import dev.skep.drone.checkout.Source;
import dev.skep.drone.checkout.ssh.HostKeys;
import dev.skep.message.Ref;
import org.eclipse.jgit.util.FS;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks git repositories out, by JGit. */
public final class GitCheckouts implements Checkouts {

    private static final Logger log = LoggerFactory.getLogger(GitCheckouts.class);
    private static final Duration SILENCE = Duration.ofSeconds(60);
    private static final int DEEPEST_SUBMODULE = 8;

    static {
        PlainSystem.install();
        FS.FileStoreAttributes.setBackground(true); // JGit measures the file system once, which takes seconds
    }

    private final CloneCache clones;
    private final HostKeys hostKeys;
    private final Duration silence;

    /** Keeps its cached clones in this directory; makes it where needed. */
    public GitCheckouts(Path clones, HostKeys hostKeys) throws IOException {
        this(clones, hostKeys, SILENCE);
    }

    /**
     * @param silence how long a remote may say nothing, in whole seconds
     */
    GitCheckouts(Path clones, HostKeys hostKeys, Duration silence) throws IOException {
        this.clones = new CloneCache(clones);
        this.hostKeys = hostKeys;
        this.silence = silence;
        FS.getFileStoreAttributes(this.clones.directory());
    }

    @Override
    public Checkout checkOut(Source source, Ref ref, Path directory, BooleanSupplier cancelled) {
        try {
            var shared = new LinkedHashSet<Path>();
            var target = checkOut(new Order(source, ref, directory, 0, shared), cancelled);
            return new Checkout.CheckedOut(target.commit().name(), target.branch(), directory, List.copyOf(shared));
        } catch (Refusal e) {
            return new Checkout.Failed(e.reason());
        } catch (IOException e) {
            log.warn("checkout of {} failed", directory.getFileName(), e);
            return new Checkout.Failed("the drone could not check the code out: " + e.getMessage());
        }
    }

    /**
     * One repository to check out.
     *
     * @param level how many repositories are around it
     * @param shared gets the directories of all objects that are read from
     */
    private record Order(Source source, Ref ref, Path directory, int level, Set<Path> shared) {

        Order with(Credentials credentials) {
            return new Order(new Source(source.url(), credentials, source.submodules(), source.depth()), ref, directory,
                    level, shared);
        }
    }

    private Target checkOut(Order order, BooleanSupplier cancelled) throws Refusal, IOException {
        var source = order.source;
        var url = RemoteUrl.parse(source.url());
        var credentials = url.with(source.credentials());
        var remote = GitRemote.of(url, credentials, hostKeys, silence, clones.directory());
        var place = clones.place(url, credentials, source.depth() == null ? "git" : "git, cut");
        return place.use(order.directory, () -> {
            var target = place.locked(cancelled, () -> {
                try (var clone = CachedClone.open(place, remote, cancelled)) {
                    return new Search(clone, source.depth()).find(order.ref);
                }
            });
            var objects = CachedClone.objectsOf(place.directory());
            order.shared.add(objects);
            var tree = new WorkTree(order.directory, objects);
            tree.create(target, url.shown());
            if (source.submodules()) {
                checkOutSubmodules(order.with(credentials), url, tree, target, cancelled);
            }
            return target;
        });
    }

    private void checkOutSubmodules(Order order, RemoteUrl url, WorkTree tree, Target target, BooleanSupplier cancelled)
            throws Refusal, IOException {
        for (var submodule : Submodules.of(tree, target.commit())) {
            if (order.level == DEEPEST_SUBMODULE) {
                throw submodule.refused("lies within more than " + DEEPEST_SUBMODULE + " repositories");
            }
            if (cancelled.getAsBoolean()) {
                throw new Refusal(Refusals.cancelled());
            }
            var source = submodule.source(url, order.source);
            try {
                checkOut(new Order(source, submodule.ref(), submodule.within(order.directory), order.level + 1,
                        order.shared), cancelled);
            } catch (Refusal e) {
                throw new Refusal("submodule " + submodule.path() + ": " + e.reason(), e);
            }
            tree.register(submodule, source.url());
        }
    }
}
