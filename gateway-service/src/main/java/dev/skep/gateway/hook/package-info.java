/** Webhooks of the forges. Start at {@link dev.skep.gateway.hook.HookController}. */
@NullMarked
package dev.skep.gateway.hook;

import org.jspecify.annotations.NullMarked;
