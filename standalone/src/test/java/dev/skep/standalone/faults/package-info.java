/** That Skep keeps its word while everything around it fails, and that the suite's own parts do what they say. */
@NullMarked
package dev.skep.standalone.faults;

import org.jspecify.annotations.NullMarked;
