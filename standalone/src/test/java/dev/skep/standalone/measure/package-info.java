/** That measured times are summed up as they say. */
@NullMarked
package dev.skep.standalone.measure;

import org.jspecify.annotations.NullMarked;
