/** What drones ask of any gateway is answered here. Start at {@link dev.skep.gateway.question.QuestionListener}. */
@NullMarked
package dev.skep.gateway.question;

import org.jspecify.annotations.NullMarked;
