package dev.skep.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that needs a broker: its constructor, its methods and its tests may have a parameter {@link TestBroker}.
 * What holds for every broker is an interface of tests, which one small class for each kind implements.
 *
 * <p>The real RabbitMQ is the one that the environment variable {@code SKEP_TEST_RABBITMQ_URI} names, else a private node
 * of the installed server. Without either the test fails; it is never skipped.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrokerExtension.class)
public @interface BrokerTest {

    BrokerKind value() default BrokerKind.RABBITMQ;

    /** Whether the tests stop and kill the broker: then the class has a RabbitMQ node for itself. */
    boolean faults() default false;
}
