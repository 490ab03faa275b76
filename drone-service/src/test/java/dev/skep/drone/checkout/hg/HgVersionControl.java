package dev.skep.drone.checkout.hg;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.skep.drone.checkout.Checkouts;
import dev.skep.drone.checkout.TestRepository;
import dev.skep.drone.checkout.VersionControl;
import dev.skep.drone.checkout.ssh.HostKeys;

final class HgVersionControl implements VersionControl {

    @Override
    public Checkouts checkouts(Path clones, HostKeys hostKeys, Duration silence) throws IOException {
        return new HgCheckouts(clones, hostKeys, silence);
    }

    @Override
    public TestRepository repository(Path directory) throws Exception {
        return HgRepository.in(directory);
    }

    @Override
    public List<String> parts() {
        return List.of(".hg/store", ".hg/requires", ".hg/store/00changelog.i", ".hg/store/data");
    }

    @Override
    public String publish(TestRepository repository) throws Exception {
        HgRepository.hg(repository.directory(), "tag", "--local", "mine");
        HgRepository.hg(repository.directory(), "bookmark", "pull/7");
        return "pull/7";
    }

    @Override
    public List<String> cgi(Path root) throws IOException {
        var config = root.resolve("hgweb.config");
        if (Files.notExists(config)) {
            Files.writeString(config, "[paths]\n/ = " + root + "/*\n");
        }
        return List.of(python(root), "-c",
                "import sys; from mercurial.hgweb import hgweb, wsgicgi;"
                        + " wsgicgi.launch(hgweb(sys.argv[1].encode()))",
                config.toString());
    }

    /** The one that has Mercurial's modules. */
    private static String python(Path anywhere) throws IOException {
        try {
            return HgRepository.hg(anywhere, "debuginstall", "--template={pythonexe}");
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    @Override
    public Map<String, String> cgiEnvironment(Path root) {
        return Map.of("HGRCPATH", "");
    }

    @Override
    public String sshPath(Path repository) {
        return "/" + repository;
    }

    @Override
    public String head(Path directory) throws Exception {
        return HgRepository.hg(directory, "log", "--rev=.", "--template={node}");
    }
}
