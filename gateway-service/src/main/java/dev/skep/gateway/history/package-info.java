/** The events of each job, stored once each and read in order. Start at {@link dev.skep.gateway.history.History}. */
@NullMarked
package dev.skep.gateway.history;

import org.jspecify.annotations.NullMarked;
