package dev.skep.drone.shipped;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
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
        return new Reports(job.directory(), job.config().texts(FILES));
    }

    private record Reports(Path checkout, List<String> patterns) implements Work {

        @Override
        public Set<Phase> phases() {
            return Set.of(Phase.CLEANUP);
        }

        @Override
        public void run(Phase phase, Steps steps) throws IOException {
            var sum = new JUnitResults(steps::masked);
            for (var file : found()) {
                try (var content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                    sum.add(content);
                } catch (JUnitResults.NoResults e) {
                    leaveOut(file, String.valueOf(e.getMessage()), steps);
                } catch (IOException e) { // another user's, gone again, or a link by now
                    leaveOut(file, "it cannot be opened", steps);
                }
            }
            if (sum.files() == 0) {
                steps.print("report: no JUnit XML files match " + String.join(", ", patterns) + "\n");
            } else {
                steps.data(sum.data());
            }
        }

        private void leaveOut(Path file, String why, Steps steps) {
            steps.print("report: " + checkout.relativize(file) + " is left out: " + why + "\n");
        }

        private List<Path> found() throws IOException {
            var search = new Search(checkout, matchers());
            Files.walkFileTree(checkout, Set.of(), DEEPEST, search);
            return search.found.stream().sorted().limit(MOST_FILES).toList();
        }

        private List<PathMatcher> matchers() {
            return patterns.stream().flatMap(pattern -> pattern.startsWith("**/")
                    ? Stream.of(pattern, pattern.substring("**/".length()))
                    : Stream.of(pattern)).map(pattern -> checkout.getFileSystem().getPathMatcher("glob:" + pattern))
                    .toList();
        }
    }

    /** Follows no links: they may lead out of the checkout. */
    private static final class Search extends SimpleFileVisitor<Path> {

        private final Path checkout;
        private final List<PathMatcher> matchers;
        private final List<Path> found = new ArrayList<>();

        Search(Path checkout, List<PathMatcher> matchers) {
            this.checkout = checkout;
            this.matchers = matchers;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return NOT_LOOKED_INTO.contains(directory.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            var path = checkout.relativize(file);
            if (attributes.isRegularFile() && matchers.stream().anyMatch(matcher -> matcher.matches(path))) {
                found.add(file);
            }
            return FileVisitResult.CONTINUE;
        }

        /** What users of a container keep to themselves holds no results. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
