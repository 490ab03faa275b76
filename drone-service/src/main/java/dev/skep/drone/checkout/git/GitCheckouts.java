package dev.skep.drone.checkout.git;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import dev.skep.drone.checkout.Checkout;
import dev.skep.drone.checkout.CloningCheckouts;
import dev.skep.drone.checkout.Credentials;
import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.RemoteUrl;
import dev.skep.drone.checkout.Source;
import dev.skep.drone.checkout.ssh.HostKeys;
import dev.skep.message.Ref;
import org.eclipse.jgit.util.FS;

/** Checks git repositories out, by JGit. */
public final class GitCheckouts extends CloningCheckouts {

    private static final int DEEPEST_SUBMODULE = 8;

    static {
        PlainSystem.install();
        FS.FileStoreAttributes.setBackground(true); // JGit measures the file system once, which takes seconds
    }

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
        super(clones);
        this.hostKeys = hostKeys;
        this.silence = silence;
        FS.getFileStoreAttributes(this.clones.directory());
    }

    @Override
    protected Checkout.CheckedOut tryCheckOut(Source source, Ref ref, Path directory, BooleanSupplier cancelled)
            throws Refusal, IOException {
        var shared = new LinkedHashSet<Path>();
        var target = checkOut(new Order(source, ref, directory, 0, shared), new UntilCancelled(cancelled));
        return new Checkout.CheckedOut(target.commit().name(), target.branch(), directory, List.copyOf(shared));
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

    private Target checkOut(Order order, UntilCancelled progress) throws Refusal, IOException {
        var source = order.source;
        var url = RemoteUrl.parse(source.url());
        var credentials = url.with(source.credentials());
        var remote = GitRemote.of(url, credentials, hostKeys, silence, clones.directory());
        var place = clones.place(url, credentials, source.depth() == null ? "git" : "git, cut");
        var objects = CachedClone.objectsOf(place.directory());
        var tree = new WorkTree(order.directory, objects);
        var target = place.use(order.directory, progress::isCancelled, () -> Damage.named(() -> {
            var found = place.locked(progress::isCancelled, () -> {
                try (var clone = CachedClone.open(place, remote, progress)) {
                    return new Search(clone, source.depth()).find(order.ref);
                }
            });
            tree.create(found, url.shown(), progress);
            return found;
        }));
        order.shared.add(objects);
        if (source.submodules()) {
            checkOutSubmodules(order.with(credentials), url, tree, target, progress);
        }
        return target;
    }

    /** Damage to a submodule's clone is its own: nothing of the repositories around it is done again. */
    private void checkOutSubmodules(Order order, RemoteUrl url, WorkTree tree, Target target, UntilCancelled progress)
            throws Refusal, IOException {
        for (var submodule : Submodules.of(tree, target.commit())) {
            if (order.level == DEEPEST_SUBMODULE) {
                throw submodule.refused("lies within more than " + DEEPEST_SUBMODULE + " repositories");
            }
            progress.requireGoingOn();
            var source = submodule.source(url, order.source);
            try {
                checkOut(new Order(source, submodule.ref(), submodule.within(order.directory), order.level + 1,
                        order.shared), progress);
            } catch (Refusal e) {
                throw new Refusal("submodule " + submodule.path() + ": " + e.reason(), e);
            }
            tree.register(submodule, source.url());
        }
    }
}
