/**
 * The gateway, the queen and some drones in one process. How they are put together is in
 * {@link dev.skep.standalone.Standalone}; {@link dev.skep.standalone.UpCommand} runs it.
 */
@NullMarked
package dev.skep.standalone;

import org.jspecify.annotations.NullMarked;
