/**
 * What plugins are written against. A plugin is found by Java's {@link java.util.ServiceLoader}, in a jar on the drone.
 * Plugins in other languages speak the same words over their standard streams: {@code docs/plugins.md}. Start at
 * {@link dev.skep.plugin.Plugin}.
 */
@NullMarked
package dev.skep.plugin;

import org.jspecify.annotations.NullMarked;
