/**
 * The faults, and what is measured while they last. Start at {@link dev.skep.standalone.faults.inject.Fault}; what a fault
 * can lay hands on is in {@link dev.skep.standalone.faults.inject.Scene}.
 */
@NullMarked
package dev.skep.standalone.faults.inject;

import org.jspecify.annotations.NullMarked;
