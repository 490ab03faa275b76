package dev.skep.queen;

import java.util.List;
import java.util.Map;

import dev.skep.message.Needs;
import dev.skep.message.Vcs;

/** What jobs of tests need. */
final class TestNeeds {

    static final Needs GIT = Needs.of(Vcs.GIT);
    static final Needs HG = Needs.of(Vcs.HG);

    private TestNeeds() {}

    static Needs plugins(String... plugins) {
        return new Needs(Vcs.GIT, List.of(plugins), null, Map.of(), List.of());
    }

    static Needs label(String name, String value) {
        return new Needs(Vcs.GIT, List.of(), null, Map.of(name, value), List.of());
    }

    static Needs executor(String executor) {
        return new Needs(Vcs.GIT, List.of(), executor, Map.of(), List.of());
    }

    static Needs keys(String... keys) {
        return new Needs(Vcs.GIT, List.of(), null, Map.of(), List.of(keys));
    }
}
