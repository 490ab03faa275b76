/** That what the suite breaks and mends can be broken and mended. */
@NullMarked
package dev.skep.standalone.faults.site;

import org.jspecify.annotations.NullMarked;
