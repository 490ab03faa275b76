/** The drones as the gateway sees them, and what happens to the jobs of one that restarted. Start at {@link dev.skep.gateway.drone.Drones}. */
@NullMarked
package dev.skep.gateway.drone;

import org.jspecify.annotations.NullMarked;
