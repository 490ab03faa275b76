package dev.skep.drone.checkout.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * How much of the history before a commit comes along.
 *
 * @param ends the commits whose parents do not
 * @param isWhole whether all is there that was asked for
 */
record History(Set<ObjectId> ends, boolean isWhole) {

    /** All that the repository has. */
    static History all(Repository repository) throws IOException {
        return new History(repository.getObjectDatabase().getShallowCommits(), true);
    }

    /**
     * So many commits deep. Where the repository's own history was cut off is of no matter: other jobs had it cut
     * elsewhere.
     */
    static History of(Repository repository, ObjectId commit, int depth) throws IOException {
        try (var reader = repository.newObjectReader()) {
            var ends = new HashSet<ObjectId>();
            var isWhole = true;
            var seen = new HashSet<ObjectId>(Set.of(commit));
            var level = List.of(commit);
            for (var left = depth; left > 0 && !level.isEmpty(); left--) {
                var next = new ArrayList<ObjectId>();
                for (var id : level) {
                    var parents = parents(reader, id);
                    var present = left > 1 && hasAll(reader, parents);
                    isWhole &= present || left == 1;
                    if (present) {
                        parents.stream().filter(seen::add).forEach(next::add);
                    } else if (!parents.isEmpty()) {
                        ends.add(id);
                    }
                }
                level = next;
            }
            return new History(ends, isWhole);
        }
    }

    /** As the commit has them: what reads through a repository leaves out those that are cut off. */
    private static List<ObjectId> parents(ObjectReader reader, ObjectId id) throws IOException {
        var commit = RevCommit.parse(reader.open(id, Constants.OBJ_COMMIT).getBytes());
        var parents = new ArrayList<ObjectId>();
        for (var parent : commit.getParents()) {
            parents.add(parent.copy());
        }
        return parents;
    }

    private static boolean hasAll(ObjectReader reader, List<ObjectId> ids) throws IOException {
        for (var id : ids) {
            if (!reader.has(id)) {
                return false;
            }
        }
        return true;
    }
}
