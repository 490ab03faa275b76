package dev.skep.drone.checkout.hg;

import java.io.IOException;

import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.Refusals;
import dev.skep.drone.checkout.RemoteUrl;
import dev.skep.message.Ref;
import org.jspecify.annotations.Nullable;

/** Finds the changeset that a job asks for, and fetches it when the cached clone lacks it. */
record HgSearch(HgClone cached, RemoteUrl url) {

    /**
     * What a job asks for.
     *
     * @param id the changeset; the cached clone has it
     * @param branch the name by which it was asked for; null for none
     */
    record Found(String id, @Nullable String branch) {}

    Found find(Ref ref) throws Refusal, IOException {
        if (ref.branch() != null) {
            var name = Revision.ofBranch(ref.branch());
            return new Found(ref.id() == null ? named(name, "branch ") : exact(ref.id()), name);
        }
        if (ref.fetch() != null) {
            var name = Revision.ofFetch(ref.fetch());
            return new Found(ref.id() == null ? named(name, "revision ") : exact(ref.id()), null);
        }
        return ref.id() == null ? defaultBranch() : new Found(exact(ref.id()), null);
    }

    private String named(String name, String kind) throws Refusal, IOException {
        var id = cached.lookUp(name);
        if (id == null) {
            throw new Refusal(Refusals.missing(url, kind + name, "another"));
        }
        return present(id);
    }

    private String exact(String text) throws Refusal, IOException {
        var id = Revision.ofId(text);
        if (!cached.isProven() && cached.lookUp(id) == null) {
            throw new Refusal(Refusals.noCommit(url, id));
        }
        return present(id);
    }

    private String present(String id) throws Refusal, IOException {
        if (!cached.has(id)) {
            cached.pull(id);
        }
        return id;
    }

    private Found defaultBranch() throws Refusal, IOException {
        var id = cached.lookUp(Revision.DEFAULT_BRANCH);
        if (id != null) {
            return new Found(present(id), Revision.DEFAULT_BRANCH);
        }
        var newest = cached.lookUp(Revision.NEWEST);
        if (newest == null) {
            throw new Refusal(Refusals.empty(url));
        }
        return new Found(present(newest), null);
    }
}
