/**
 * What the benchmarks and the fault suite have in common: times that were measured, hashes of logs, and how results are
 * kept. Start at {@link dev.skep.standalone.measure.Samples}.
 */
@NullMarked
package dev.skep.standalone.measure;

import org.jspecify.annotations.NullMarked;
