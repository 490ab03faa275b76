/** The whole system, driven as its users drive it: over HTTP, with real git repositories, on each kind of broker. */
@NullMarked
package dev.skep.standalone;

import org.jspecify.annotations.NullMarked;
