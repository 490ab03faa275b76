/** Jobs: taken in once, sent to the queen until she has them, asked for by REST. Start at {@link dev.skep.gateway.job.Intake}. */
@NullMarked
package dev.skep.gateway.job;

import org.jspecify.annotations.NullMarked;
