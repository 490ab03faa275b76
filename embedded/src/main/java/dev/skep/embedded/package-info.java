/**
 * A broker and a store that start with us, so that Skep needs nothing else: {@link dev.skep.embedded.EmbeddedBroker} and
 * {@link dev.skep.embedded.EmbeddedStore} in this process, {@link dev.skep.embedded.RabbitNode} as its child. Start at
 * {@link dev.skep.embedded.EmbeddedStore}; how it keeps its word is in {@link dev.skep.embedded.GroupCommit}.
 */
@NullMarked
package dev.skep.embedded;

import org.jspecify.annotations.NullMarked;
