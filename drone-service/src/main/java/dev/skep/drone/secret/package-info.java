/**
 * Secrets once they are open: what holds them, and what masks them in all that leaves the drone. Start at
 * {@link dev.skep.drone.secret.Secret}.
 */
@NullMarked
package dev.skep.drone.secret;

import org.jspecify.annotations.NullMarked;
