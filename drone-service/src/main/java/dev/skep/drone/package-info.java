/**
 * The drone: takes jobs from its queue while it has free slots, runs them, and tells the others how it is. Start at
 * {@link dev.skep.drone.Drone}; {@link dev.skep.drone.DroneApplication} is the process around it.
 */
@NullMarked
package dev.skep.drone;

import org.jspecify.annotations.NullMarked;
