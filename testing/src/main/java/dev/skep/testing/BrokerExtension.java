package dev.skep.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Hands out brokers. JUnit's stores close them: a shared one after all tests, a namespace after its test. */
final class BrokerExtension implements ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(BrokerExtension.class);

    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestBroker.class;
    }

    @Override
    public TestBroker resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).computeIfAbsent(TestBroker.class,
                key -> new TestBroker(broker(context)), TestBroker.class);
    }

    private static RunningBroker broker(ExtensionContext context) {
        var test = AnnotationSupport.findAnnotation(context.getRequiredTestClass(), BrokerTest.class).orElseThrow();
        Store store = test.faults() ? ofClass(context) : context.getRoot().getStore(NAMESPACE);
        // Keyed by both: a class's store also shows what the root's has.
        return store.computeIfAbsent(test, key -> RunningBroker.start(test.value(), test.faults()),
                RunningBroker.class);
    }

    /** The store that lasts as long as the outermost test class. */
    private static Store ofClass(ExtensionContext context) {
        var outer = context;
        while (outer.getParent().filter(parent -> parent.getTestClass().isPresent()).isPresent()) {
            outer = outer.getParent().orElseThrow();
        }
        return outer.getStore(NAMESPACE);
    }
}
