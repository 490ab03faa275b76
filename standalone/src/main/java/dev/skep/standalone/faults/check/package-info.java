/**
 * Whether Skep kept its word: every job that it accepted is looked at, from outside. Start at
 * {@link dev.skep.standalone.faults.check.Audit}; what can be found is in {@link dev.skep.standalone.faults.check.Breach}.
 */
@NullMarked
package dev.skep.standalone.faults.check;

import org.jspecify.annotations.NullMarked;
