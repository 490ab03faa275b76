/**
 * The steady load of jobs whose output is known, and what is seen of them. Start at
 * {@link dev.skep.standalone.faults.load.Load}; what the jobs do is in {@link dev.skep.standalone.faults.load.Kind}.
 */
@NullMarked
package dev.skep.standalone.faults.load;

import org.jspecify.annotations.NullMarked;
