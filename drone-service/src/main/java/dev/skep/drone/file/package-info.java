/**
 * The file {@code skep.yml} in which a repository says what its jobs do. Start at {@link dev.skep.drone.file.JobFile};
 * {@link dev.skep.drone.file.JobFileReader} reads it.
 */
@NullMarked
package dev.skep.drone.file;

import org.jspecify.annotations.NullMarked;
