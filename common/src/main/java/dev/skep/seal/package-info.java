/**
 * How secrets travel: sealed by the gateway, opened by the drone that runs the job, and readable nowhere between. Start at
 * {@link dev.skep.seal.Keyring}.
 */
@NullMarked
package dev.skep.seal;

import org.jspecify.annotations.NullMarked;
