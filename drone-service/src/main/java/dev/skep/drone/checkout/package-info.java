/**
 * Gets a repository's files into a job's directory: a cached clone per repository, and a working tree on top of it. The
 * one place that knows JGit. Start at {@link dev.skep.drone.checkout.GitCheckouts}.
 */
@NullMarked
package dev.skep.drone.checkout;

import org.jspecify.annotations.NullMarked;
