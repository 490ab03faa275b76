/**
 * Checks git repositories out: a cached clone per repository, and a working tree on top of it. The one place that knows
 * JGit. Start at {@link dev.skep.drone.checkout.git.GitCheckouts}.
 */
@NullMarked
package dev.skep.drone.checkout.git;

import org.jspecify.annotations.NullMarked;
