/**
 * Gets a repository's files into a job's directory: what to check out, what comes of it, and what all version control
 * programs share, such as addresses and the cache of clones. Start at {@link dev.skep.drone.checkout.Checkouts}.
 */
@NullMarked
package dev.skep.drone.checkout;

import org.jspecify.annotations.NullMarked;
