/**
 * Runs one command and gives out what it writes, keeps its time limits, and leaves no process of it behind. Start at
 * {@link dev.skep.drone.process.Shell}.
 */
@NullMarked
package dev.skep.drone.process;

import org.jspecify.annotations.NullMarked;
