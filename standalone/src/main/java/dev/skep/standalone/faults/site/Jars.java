package dev.skep.standalone.faults.site;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.skep.standalone.CannotStart;

/** The services' own runnable jars, as the build that made this program made them. */
final class Jars {

    private Jars() {}

    /** @param service {@code gateway}, {@code queen} or {@code drone} */
    static Path of(String service) throws IOException {
        for (var directory = here(); directory != null; directory = directory.getParent()) {
            var target = directory.resolve(service + "-service").resolve("target");
            if (Files.isDirectory(target)) {
                return jarIn(target);
            }
        }
        throw new CannotStart("the sources of the " + service + " are not around " + here()
                + ": run ./skep faults in a checkout of Skep, which builds its jar");
    }

    private static Path jarIn(Path target) throws IOException {
        try (var jars = Files.newDirectoryStream(target, "*-exec.jar")) {
            for (var jar : jars) {
                return jar;
            }
        }
        throw new CannotStart("no runnable jar in " + target + ": run ./skep faults, or mvn package, which build it");
    }

    private static Path here() {
        try {
            return Path.of(Jars.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
