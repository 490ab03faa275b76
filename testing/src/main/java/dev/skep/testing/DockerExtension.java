package dev.skep.testing;

import java.io.IOException;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands out the one container engine of all tests, and skips them where there is none. JUnit's store ends it after them.
 */
final class DockerExtension implements ExecutionCondition, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(DockerExtension.class);

    /** What came of the search: an engine, or the reason for none. */
    private record Search(@Nullable TestDocker docker, String reason) implements AutoCloseable {

        static Search run() {
            try {
                return new Search(TestDocker.start(), "an engine answers");
            } catch (NoEngine e) {
                return new Search(null, String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void close() throws IOException {
            if (docker != null) {
                docker.close();
            }
        }
    }

    private static Search search(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Search.class, key -> Search.run(), Search.class);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        var search = search(context);
        return search.docker() == null
                ? ConditionEvaluationResult.disabled(search.reason())
                : ConditionEvaluationResult.enabled(search.reason());
    }

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestDocker.class;
    }

    @Override
    public TestDocker resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return Objects.requireNonNull(search(context).docker());
    }
}
