/** What drones and queens report goes into the store here, in batches. Start at {@link dev.skep.gateway.recording.Recorder}. */
@NullMarked
package dev.skep.gateway.recording;

import org.jspecify.annotations.NullMarked;
