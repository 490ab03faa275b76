/** The gateway: takes triggers in, keeps the jobs and their history, shows both. A job comes in by {@link dev.skep.gateway.job.Intake}. */
@NullMarked
package dev.skep.gateway;

import org.jspecify.annotations.NullMarked;
