package dev.skep.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A container engine to test with, and two images in it, which come from no registry. Others may use the engine at the same
 * time.
 */
public final class TestDocker implements AutoCloseable {

    private static final Path BUSYBOX = Path.of("/bin/busybox");

    private final DockerEngine engine;
    private final String name = "skep-test-" + UUID.randomUUID();

    private TestDocker(DockerEngine engine) {
        this.engine = engine;
    }

    static TestDocker start() throws NoEngine {
        try {
            if (!Files.isExecutable(BUSYBOX)) {
                throw new NoEngine("no image to test with can be made: apt-get install busybox-static");
            }
            var docker = new TestDocker(DockerEngine.find());
            docker.makeImages();
            docker.tryOut();
            return docker;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void makeImages() throws IOException {
        var root = engine.directory().resolve("root");
        var bin = Files.createDirectories(root.resolve("bin"));
        Files.copy(BUSYBOX, bin.resolve("busybox"));
        make(bare(), root);
        for (var applet : run(root, "bin/busybox", "--list").lines().toList()) {
            if (!applet.equals("busybox")) {
                Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
            }
        }
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/passwd"), "root:x:0:0::/:/bin/sh\nsomebody:x:1234:1234::/tmp:/bin/sh\n");
        make(image(), root);
    }

    private void tryOut() throws IOException, NoEngine {
        try {
            command("run", "--rm", image(), "sh", "-c", ":");
        } catch (IOException e) {
            close();
            throw new NoEngine("containers cannot run here: " + e.getMessage());
        }
    }

    private void make(String image, Path root) throws IOException {
        var tar = engine.directory().resolve("root.tar");
        run(root, "tar", "-cf", tar.toString(), ".");
        engine.command(tar, "import", "--change", "ENV FROM_IMAGE=yes", "-", image);
    }

    private static String run(Path directory, String... command) throws IOException {
        var process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    /** Where the engine listens, as {@code DOCKER_HOST} would say it. */
    public String host() {
        return engine.host();
    }

    /** An image with BusyBox, a user {@code somebody} and the variable {@code FROM_IMAGE}. */
    public String image() {
        return name;
    }

    /** An image without a shell. */
    public String bare() {
        return name + "-bare";
    }

    /**
     * Runs {@code docker} with this engine.
     *
     * @return what it printed
     * @throws IOException when it failed, with what it printed
     */
    public String command(String... arguments) throws IOException {
        return engine.command(null, arguments);
    }

    @Override
    public void close() throws IOException {
        command("rmi", "--force", image(), bare());
        engine.end();
    }
}
