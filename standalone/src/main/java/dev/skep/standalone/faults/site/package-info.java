/**
 * What the fault suite breaks and mends: every service as a process of its own, a RabbitMQ node, a store, and the lines
 * between them. Start at {@link dev.skep.standalone.faults.site.Site}.
 */
@NullMarked
package dev.skep.standalone.faults.site;

import org.jspecify.annotations.NullMarked;
