package dev.skep.drone.checkout.git;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.Refusals;
import dev.skep.drone.checkout.RemoteUrl;
import dev.skep.message.Ref;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Finds the commit that a job asks for, and fetches what the cached clone lacks of it.
 *
 * @param depth how many commits must be there; null for all
 */
record Search(CachedClone cached, @Nullable Integer depth) {

    private static final int HINTS = 10;

    /** The commit, which the clone has from then on. */
    Target find(Ref ref) throws Refusal, IOException {
        if (ref.branch() != null) {
            return target(commit(RefName.ofBranch(ref.branch()), ref.id()), ref.branch());
        }
        if (ref.fetch() != null) {
            return target(commit(RefName.ofFetch(ref.fetch()), ref.id()), null);
        }
        return ref.id() != null ? target(exact(null, ref.id()), null) : defaultBranch();
    }

    private Target target(ObjectId commit, @Nullable String branch) throws IOException {
        return new Target(commit, branch, cached.history(commit, depth));
    }

    private RemoteUrl url() {
        return cached.remote().url();
    }

    private ObjectId commit(String name, @Nullable String id) throws Refusal, IOException {
        return id == null ? head(name) : exact(name, id);
    }

    private Target defaultBranch() throws Refusal, IOException {
        var head = remoteRefs().get(Constants.HEAD);
        if (head == null) {
            throw new Refusal(Refusals.empty(url()));
        }
        var name = head.isSymbolic() ? head.getTarget().getName() : Constants.HEAD;
        return target(head(name), name.startsWith(Constants.R_HEADS) ? shortened(name) : null);
    }

    private ObjectId head(String name) throws Refusal, IOException {
        try {
            cached.fetch(name, depth);
        } catch (TransportException e) {
            throw explained(name, e);
        }
        var commit = cached.fetched(name);
        if (commit == null) {
            throw new Refusal(shortened(name) + " of " + url().shown() + " is no commit: ask for a branch");
        }
        return commit;
    }

    /**
     * The clone may have it; else the ref brings it, or the remote by its very id, or all branches. By its id first when
     * the history is cut, since only then the remote cuts it at the right place.
     */
    private ObjectId exact(@Nullable String name, String hex) throws Refusal, IOException {
        if (!ObjectId.isId(hex) || ObjectId.fromString(hex).equals(ObjectId.zeroId())) {
            throw new Refusal(Refusals.noCommitId(hex));
        }
        var id = ObjectId.fromString(hex);
        if (isThere(id)) {
            requireAccess();
        } else if (!bringsByIdOrName(id, name)) {
            brings(id, branches(), whole());
        }
        var commit = cached.commit(id);
        if (commit == null) {
            throw new Refusal(Refusals.noCommit(url(), hex));
        }
        return commit;
    }

    private boolean isThere(ObjectId id) throws IOException {
        var commit = cached.commit(id);
        return commit != null && cached.history(commit, depth).isWhole();
    }

    private void requireAccess() throws Refusal, IOException {
        if (!cached.isProven()) {
            remoteRefs();
        }
    }

    private boolean bringsByIdOrName(ObjectId id, @Nullable String name) throws Refusal, IOException {
        var byId = List.of(id.name());
        var byName = name == null ? List.<String>of() : List.of(name);
        return depth == null
                ? brings(id, byName, null) || brings(id, byId, null)
                : brings(id, byId, depth) || brings(id, byName, whole());
    }

    private @Nullable Integer whole() {
        return depth == null ? null : Integer.valueOf(Constants.INFINITE_DEPTH);
    }

    private boolean brings(ObjectId id, Collection<String> names, @Nullable Integer howDeep)
            throws Refusal, IOException {
        if (names.isEmpty()) {
            return false;
        }
        try {
            cached.fetch(names, howDeep);
            return isThere(id);
        } catch (TransportException e) {
            requireHealthy(e);
            cached.remote().requireAccess(e);
            return false; // not by this name
        }
    }

    private Refusal explained(String name, TransportException failure) throws Refusal, IOException {
        requireHealthy(failure);
        cached.remote().requireAccess(failure);
        var refs = remoteRefs();
        if (refs.containsKey(name)) {
            return cached.remote().explain(failure);
        }
        var branches = refs.keySet().stream().filter(Search::isBranch).map(Search::shortened).limit(HINTS)
                .collect(Collectors.joining(", "));
        return new Refusal(Refusals.missing(url(), (isBranch(name) ? "branch " : "ref ") + shortened(name),
                branches.isEmpty() ? "another" : "one of " + branches));
    }

    /** A fetch also fails when the clone has lost objects, of which the remote knows nothing. */
    private static void requireHealthy(TransportException failure) throws TransportException {
        if (Damage.isIn(failure)) {
            throw failure;
        }
    }

    private List<String> branches() throws Refusal, IOException {
        return remoteRefs().keySet().stream().filter(Search::isBranch).toList();
    }

    private Map<String, org.eclipse.jgit.lib.Ref> remoteRefs() throws Refusal, IOException {
        try {
            return cached.remoteRefs();
        } catch (TransportException e) {
            throw cached.remote().explain(e);
        }
    }

    private static boolean isBranch(String name) {
        return name.startsWith(Constants.R_HEADS);
    }

    private static String shortened(String name) {
        return isBranch(name) ? name.substring(Constants.R_HEADS.length()) : name;
    }
}
