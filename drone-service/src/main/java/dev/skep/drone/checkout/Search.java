package dev.skep.drone.checkout;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.skep.message.Ref;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Finds the commit that a job asks for, and fetches what the cached clone lacks of it.
 */
record Search(CachedClone cached, RemoteUrl url) {

    /** The commit, which the clone has from then on. */
    Target find(Ref ref) throws Refusal, IOException {
        if (ref.branch() != null) {
            return new Target(commit(RefName.ofBranch(ref.branch()), ref.id()), ref.branch());
        }
        if (ref.fetch() != null) {
            return new Target(commit(RefName.ofFetch(ref.fetch()), ref.id()), null);
        }
        return ref.id() != null ? new Target(exact(null, ref.id()), null) : defaultBranch();
    }

    private ObjectId commit(String name, @Nullable String id) throws Refusal, IOException {
        return id == null ? head(name) : exact(name, id);
    }

    private Target defaultBranch() throws Refusal, IOException {
        var head = remoteRefs().get(Constants.HEAD);
        if (head == null) {
            throw new Refusal(url.shown() + " has no commit on its default branch yet: push one");
        }
        var name = head.isSymbolic() ? head.getTarget().getName() : Constants.HEAD;
        return new Target(head(name), name.startsWith(Constants.R_HEADS) ? shortened(name) : null);
    }

    private ObjectId head(String name) throws Refusal, IOException {
        try {
            cached.fetch(name);
        } catch (TransportException e) {
            throw explained(name, e);
        }
        var commit = cached.fetched(name);
        if (commit == null) {
            throw new Refusal(shortened(name) + " of " + url.shown() + " is no commit: ask for a branch");
        }
        return commit;
    }

    /** The clone may have it; else the ref, else the remote by its very id, else all branches bring it. */
    private ObjectId exact(@Nullable String name, String hex) throws Refusal, IOException {
        if (!ObjectId.isId(hex)) {
            throw new Refusal("\"" + hex + "\" is no commit id: give all its hexadecimal digits");
        }
        var id = ObjectId.fromString(hex);
        var found = cached.commit(id);
        if (found == null && name != null) {
            found = fetched(id, List.of(name));
        }
        if (found == null) {
            found = fetched(id, List.of(hex));
        }
        if (found == null) {
            found = fetched(id, remoteRefs().keySet().stream().filter(Search::isBranch).toList());
        }
        if (found == null) {
            throw new Refusal("there is no commit " + hex + " in " + url.shown() + ": was it pushed?");
        }
        return found;
    }

    private @Nullable ObjectId fetched(ObjectId id, List<String> remotes) throws IOException {
        try {
            cached.fetch(remotes);
        } catch (TransportException e) {
            requireHealthy(e);
            return null; // the next step finds it, or says what is wrong with the remote
        }
        return cached.commit(id);
    }

    private Refusal explained(String name, TransportException failure) throws Refusal, IOException {
        requireHealthy(failure);
        var refs = remoteRefs();
        if (refs.containsKey(name)) {
            return Remote.explain(url, failure);
        }
        var branches = refs.keySet().stream().filter(Search::isBranch).map(Search::shortened).limit(10)
                .collect(Collectors.joining(", "));
        return new Refusal("there is no " + (isBranch(name) ? "branch " : "ref ") + shortened(name) + " in "
                + url.shown() + ": push it, or ask for one of " + branches);
    }

    /** A fetch also fails when the clone has lost objects, of which the remote knows nothing. */
    private static void requireHealthy(TransportException failure) throws IOException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MissingObjectException || cause instanceof CorruptObjectException) {
                throw new IOException("the cached clone has lost objects", failure);
            }
        }
    }

    private Map<String, org.eclipse.jgit.lib.Ref> remoteRefs() throws Refusal, IOException {
        try {
            return cached.remoteRefs();
        } catch (TransportException e) {
            throw Remote.explain(url, e);
        }
    }

    private static boolean isBranch(String name) {
        return name.startsWith(Constants.R_HEADS);
    }

    private static String shortened(String name) {
        return isBranch(name) ? name.substring(Constants.R_HEADS.length()) : name;
    }
}
