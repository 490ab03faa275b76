/** Who may ask: bearer tokens for programs, sign-in for browsers. Start at {@link dev.skep.gateway.access.AccessConfiguration}. */
@NullMarked
package dev.skep.gateway.access;

import org.jspecify.annotations.NullMarked;
