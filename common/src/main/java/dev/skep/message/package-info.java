/**
 * All that crosses a process boundary: the job's data, the events of its life, the drones' heartbeats, and their one JSON
 * form. What is not in a golden file is not in this package. Start at {@link dev.skep.message.Message}.
 */
@NullMarked
package dev.skep.message;

import org.jspecify.annotations.NullMarked;
