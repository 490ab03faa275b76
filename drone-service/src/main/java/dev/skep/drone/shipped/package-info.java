/**
 * The plugins that come with every drone, written against the same interface as anybody's. What they take is in
 * {@code docs/plugins.md}.
 */
@NullMarked
package dev.skep.drone.shipped;

import org.jspecify.annotations.NullMarked;
