/**
 * {@code skep faults}: whether Skep loses nothing and runs nothing twice while everything around it fails. Start at
 * {@link dev.skep.standalone.faults.FaultRun}; the faults are in {@code inject}, what is checked is in {@code check}.
 */
@NullMarked
package dev.skep.standalone.faults;

import org.jspecify.annotations.NullMarked;
