/**
 * What the tests of every module share: brokers to test with, patience, and the rules of the code's architecture. Start at
 * {@link dev.skep.testing.BrokerTest}.
 */
@NullMarked
package dev.skep.testing;

import org.jspecify.annotations.NullMarked;
