/** Errors as RFC 9457 problem documents. Start at {@link dev.skep.gateway.problem.Problem}. */
@NullMarked
package dev.skep.gateway.problem;

import org.jspecify.annotations.NullMarked;
