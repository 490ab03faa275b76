package dev.skep.drone.checkout.git;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.skep.drone.checkout.Checkouts;
import dev.skep.drone.checkout.Programs;
import dev.skep.drone.checkout.TestRepository;
import dev.skep.drone.checkout.VersionControl;
import dev.skep.drone.checkout.ssh.HostKeys;

final class GitVersionControl implements VersionControl {

    @Override
    public Checkouts checkouts(Path clones, HostKeys hostKeys, Duration silence) throws IOException {
        return new GitCheckouts(clones, hostKeys, silence);
    }

    @Override
    public TestRepository repository(Path directory) throws Exception {
        return Origin.in(directory);
    }

    @Override
    public List<String> parts() {
        return List.of("objects", "HEAD", "config");
    }

    @Override
    public String publish(TestRepository repository) throws Exception {
        Programs.run(repository.directory(), Map.of(), "git", "update-ref", "refs/pull/7/merge", "HEAD");
        Programs.run(repository.directory(), Map.of(), "git", "checkout", "-q", "main");
        Programs.run(repository.directory(), Map.of(), "git", "branch", "-q", "-D", "request");
        return "+refs/pull/7/merge";
    }

    @Override
    public List<String> cgi(Path root) {
        return List.of("git", "http-backend");
    }

    @Override
    public Map<String, String> cgiEnvironment(Path root) {
        return Map.of("GIT_PROJECT_ROOT", root.toString(), "GIT_HTTP_EXPORT_ALL", "1", "GIT_CONFIG_COUNT", "1",
                "GIT_CONFIG_KEY_0", "safe.directory", "GIT_CONFIG_VALUE_0", "*");
    }

    @Override
    public String sshPath(Path repository) {
        return repository.toString();
    }

    @Override
    public String head(Path directory) throws Exception {
        return Programs.run(directory, Map.of(), "git", "rev-parse", "HEAD");
    }
}
