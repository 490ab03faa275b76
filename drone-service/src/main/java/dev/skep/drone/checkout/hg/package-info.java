/**
 * Checks Mercurial repositories out, by the {@code hg} program: a cached clone per repository, and a clone of that for each
 * job. Start at {@link dev.skep.drone.checkout.hg.HgCheckouts}.
 */
@NullMarked
package dev.skep.drone.checkout.hg;

import org.jspecify.annotations.NullMarked;
