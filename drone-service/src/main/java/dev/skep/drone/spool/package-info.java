/**
 * What jobs report is kept on disk here, sent to the broker, and sent again, until the store is known to have it. Start at
 * {@link dev.skep.drone.spool.Spools}.
 */
@NullMarked
package dev.skep.drone.spool;

import org.jspecify.annotations.NullMarked;
