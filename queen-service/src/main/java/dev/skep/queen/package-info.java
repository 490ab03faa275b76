/**
 * The queen: puts each job on the best drone's own queue. Start at {@link dev.skep.queen.Queen}; the rule itself is
 * {@link dev.skep.queen.FastestWithOpenCapacity}; how jobs get from one drone's queue to another's,
 * {@link dev.skep.queen.Round}.
 */
@NullMarked
package dev.skep.queen;

import org.jspecify.annotations.NullMarked;
