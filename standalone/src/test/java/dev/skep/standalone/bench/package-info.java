/** That the numbers of {@code skep bench} are what they say they are. */
@NullMarked
package dev.skep.standalone.bench;

import org.jspecify.annotations.NullMarked;
