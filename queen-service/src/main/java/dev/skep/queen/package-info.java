/**
 * The queen: puts each job on the best drone's own queue. Start at {@link dev.skep.queen.Queen}; the rule itself is
 * {@link dev.skep.queen.FastestWithOpenCapacity}.
 */
@NullMarked
package dev.skep.queen;

import org.jspecify.annotations.NullMarked;
