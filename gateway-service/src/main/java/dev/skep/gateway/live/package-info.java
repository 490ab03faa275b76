/** Watching jobs: events and logs from any point on, live. Start at {@link dev.skep.gateway.live.EventController}. */
@NullMarked
package dev.skep.gateway.live;

import org.jspecify.annotations.NullMarked;
