/**
 * Runs the commands of a job in a container of its own, and is the one place that knows docker. Start at
 * {@link dev.skep.drone.docker.DockerExecutor}, and then {@code warden.sh} and {@code command.sh}, which run in the
 * container.
 */
@NullMarked
package dev.skep.drone.docker;

import org.jspecify.annotations.NullMarked;
