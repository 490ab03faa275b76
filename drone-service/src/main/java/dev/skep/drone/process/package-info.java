/**
 * What all executors have in common, and the one that needs nothing else. Start at
 * {@link dev.skep.drone.process.Executor}; {@link dev.skep.drone.process.ProcessExecutor} runs commands as processes of the
 * machine, and {@link dev.skep.drone.process.Supervision} sees each command to its end, whoever has started it.
 */
@NullMarked
package dev.skep.drone.process;

import org.jspecify.annotations.NullMarked;
