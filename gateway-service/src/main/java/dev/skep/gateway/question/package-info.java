/** Answers what drones ask. */
@NullMarked
package dev.skep.gateway.question;

import org.jspecify.annotations.NullMarked;
