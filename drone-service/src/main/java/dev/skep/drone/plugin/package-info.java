/**
 * What lets plugins take part in jobs: where they come from, how their settings are checked, and how those that are
 * programs of their own are talked to. Start at {@link dev.skep.drone.plugin.Plugins}.
 */
@NullMarked
package dev.skep.drone.plugin;

import org.jspecify.annotations.NullMarked;
