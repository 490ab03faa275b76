/**
 * What every checkout by ssh needs: the project's private key, and the keys that servers must have. Start at
 * {@link dev.skep.drone.checkout.ssh.HostKeys}.
 */
@NullMarked
package dev.skep.drone.checkout.ssh;

import org.jspecify.annotations.NullMarked;
