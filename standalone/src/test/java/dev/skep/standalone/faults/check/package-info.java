/** That what is broken is found. */
@NullMarked
package dev.skep.standalone.faults.check;

import org.jspecify.annotations.NullMarked;
