package dev.skep.drone.shipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import dev.skep.message.Phase;
import dev.skep.plugin.Job;
import dev.skep.plugin.Plugin;
import dev.skep.plugin.Setting;
import dev.skep.plugin.Steps;
import dev.skep.plugin.Work;

/**
 * Sums up the test results that a job leaves as JUnit XML. It does so in the cleanup, because that also comes when tests
 * failed, and before the cleanup's own commands take the files away.
 */
public final class ReportPlugin implements Plugin {

    private static final String FILES = "files";
    private static final List<String> USUAL = List.of("**/surefire-reports/*.xml", "**/failsafe-reports/*.xml",
            "**/test-results/**.xml", "**/junit*.xml", "**/TEST-*.xml", "**/pytest*.xml");
    private static final Set<String> NOT_LOOKED_INTO = Set.of(".git", ".hg", "node_modules");
    private static final int MOST_FILES = 2000;
    private static final int DEEPEST = 20;

    @Override
    public String id() {
        return "report";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.optional(FILES, Setting.Type.TEXTS, USUAL,
                "where the results are, as patterns such as build/reports/*.xml"));
    }

    @Override
    public Work begin(Job job) {
        return new Reports(job.directory(), job.config().texts(FILES), job.secrets().values());
    }

    private record Reports(Path checkout, List<String> patterns, Collection<String> secrets) implements Work {

        @Override
        public Set<Phase> phases() {
            return Set.of(Phase.CLEANUP);
        }

        @Override
        public void run(Phase phase, Steps steps) throws IOException {
            var sum = new JUnitResults(secrets);
            for (var file : found()) {
                try (var content = Files.newInputStream(file)) {
                    sum.add(content);
                } catch (JUnitResults.NoResults e) {
                    steps.print("report: " + checkout.relativize(file) + " is left out: " + e.getMessage() + "\n");
                }
            }
            if (sum.files() == 0) {
                steps.print("report: no JUnit XML files match " + String.join(", ", patterns) + "\n");
            } else {
                steps.data(sum.data());
            }
        }

        /** Follows no links: they may lead out of the checkout. */
        private List<Path> found() throws IOException {
            var system = checkout.getFileSystem();
            var matchers = patterns.stream().flatMap(pattern -> pattern.startsWith("**/")
                    ? Stream.of(pattern, pattern.substring("**/".length()))
                    : Stream.of(pattern)).map(pattern -> system.getPathMatcher("glob:" + pattern)).toList();
            try (var files = Files.find(checkout, DEEPEST, (path, attributes) -> attributes.isRegularFile()
                    && matchers.stream().anyMatch(matcher -> matcher.matches(checkout.relativize(path))))) {
                return files.filter(this::isLookedInto).sorted().limit(MOST_FILES).toList();
            }
        }

        private boolean isLookedInto(Path file) {
            for (var part : checkout.relativize(file)) {
                if (NOT_LOOKED_INTO.contains(part.toString())) {
                    return false;
                }
            }
            return true;
        }
    }
}
