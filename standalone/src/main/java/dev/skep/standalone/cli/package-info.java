/** The {@code skep} command line. Start at {@link dev.skep.standalone.cli.Skep}. */
@NullMarked
package dev.skep.standalone.cli;

import org.jspecify.annotations.NullMarked;
