package dev.skep.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class that needs a container engine: its constructor, its methods and its tests may have a parameter
 * {@link TestDocker}.
 *
 * <p>The engine is the one that {@code DOCKER_HOST} names or that listens at the usual place, else a private one, which root
 * can start where docker is installed. Where none can be had the tests are skipped and say why: not every machine lets
 * everybody have one.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DockerExtension.class)
public @interface DockerTest {
}
