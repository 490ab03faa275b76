/**
 * Runs one job on this drone: checks out, reads {@code skep.yml}, runs the phases, and reports all of it as numbered
 * events. Start at {@link dev.skep.drone.job.JobRunner}.
 */
@NullMarked
package dev.skep.drone.job;

import org.jspecify.annotations.NullMarked;
