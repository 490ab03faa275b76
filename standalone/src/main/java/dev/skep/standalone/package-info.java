/**
 * The gateway, the queen and some drones in one process, and the {@code skep} command line. Start at
 * {@link dev.skep.standalone.Skep}; how the parts are put together is in {@link dev.skep.standalone.Standalone}.
 */
@NullMarked
package dev.skep.standalone;

import org.jspecify.annotations.NullMarked;
