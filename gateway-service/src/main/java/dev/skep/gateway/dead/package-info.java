/**
 * Messages that nobody could use: they are buried in the dead queue, shown, and sent again. Start at
 * {@link dev.skep.gateway.dead.DeadQueue}.
 */
@NullMarked
package dev.skep.gateway.dead;

import org.jspecify.annotations.NullMarked;
