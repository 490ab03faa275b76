package dev.skep.drone.checkout.git;

import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * The commit that a job asks for.
 *
 * @param commit the commit; the cached clone has it
 * @param branch the branch on which it is to be checked out; null for none
 * @param history what comes along with it
 */
record Target(ObjectId commit, @Nullable String branch, History history) {}
