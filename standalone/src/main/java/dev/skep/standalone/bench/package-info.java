/**
 * {@code skep bench}: how fast Skep is, beside the least that its broker and the machine's process starts allow in the same
 * run. Start at {@link dev.skep.standalone.bench.BenchCommand}; what is set up for it is in
 * {@link dev.skep.standalone.bench.Setup}.
 */
@NullMarked
package dev.skep.standalone.bench;

import org.jspecify.annotations.NullMarked;
