package dev.skep.drone.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import dev.skep.drone.checkout.Checkout;
import dev.skep.drone.checkout.Checkouts;
import dev.skep.drone.checkout.Credentials;
import dev.skep.drone.checkout.Directories;
import dev.skep.drone.checkout.Source;
import dev.skep.message.PluginSource;
import dev.skep.message.Ref;
import dev.skep.plugin.PluginFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings plugins onto this machine that a project has from elsewhere, each version once. */
public final class Installer {

    private static final Logger log = LoggerFactory.getLogger(Installer.class);
    private static final String COMMIT = "[0-9a-f]{40}";
    private static final String FRESH = "new-";
    private static final Duration OLD = Duration.ofDays(1);

    private final Path directory;
    private final Checkouts git;
    private final Npm npm;

    /** @param directory where they are kept; may be shared by several drones of this machine */
    public Installer(Path directory, Checkouts git, Npm npm) throws IOException {
        this.directory = Files.createDirectories(directory.toAbsolutePath());
        this.git = git;
        this.npm = npm;
        deleteOld();
    }

    /** Deletes what drones left that were killed; none of their jobs can still go on. */
    private void deleteOld() throws IOException {
        var old = FileTime.from(Instant.now().minus(OLD));
        try (var left = Files.newDirectoryStream(directory, FRESH + "*")) {
            for (var fresh : left) {
                deleteIfOlder(fresh, old);
            }
        }
    }

    private static void deleteIfOlder(Path fresh, FileTime old) {
        try {
            if (Files.getLastModifiedTime(fresh).compareTo(old) < 0) {
                Directories.delete(fresh);
            }
        } catch (NoSuchFileException e) {
            // another drone of this machine does so, too
        } catch (IOException e) {
            log.warn("directory {} of an earlier start could not be deleted: delete it by hand", fresh, e);
        }
    }

    /**
     * The plugin, which is on this machine from then on.
     *
     * @param credentials what opens its repository
     * @param errand of the job for which it is brought
     */
    public InstalledPlugin install(PluginSource source, Credentials credentials, Errand errand)
            throws PluginFailure, IOException, InterruptedException {
        return switch (source) {
            case PluginSource.Npm wanted -> install(wanted, errand);
            case PluginSource.Git wanted -> install(wanted, credentials, errand);
        };
    }

    private InstalledPlugin install(PluginSource.Npm wanted, Errand errand)
            throws PluginFailure, IOException, InterruptedException {
        require(PluginSource.Npm.NAME.matcher(wanted.name()).matches(),
                "\"" + wanted.name() + "\" is no name of an npm package");
        require(PluginSource.Npm.VERSION.matcher(wanted.version()).matches(), "\"" + wanted.version()
                + "\" is no version of an npm package: name the very version, such as 1.2.0");
        var place = directory.resolve("npm").resolve(wanted.name().replace('/', '+') + "@" + wanted.version());
        if (!Files.exists(place)) {
            var fresh = fresh();
            try {
                npm.install(wanted.name() + "@" + wanted.version(), fresh, errand);
                keep(fresh, place);
            } finally {
                Directories.delete(fresh);
            }
        }
        return Manifest.read(place.resolve("node_modules").resolve(wanted.name()));
    }

    private InstalledPlugin install(PluginSource.Git wanted, Credentials credentials, Errand errand)
            throws PluginFailure, IOException, InterruptedException {
        var fresh = fresh();
        try {
            var code = checkOut(wanted, credentials, fresh, errand);
            var place = directory.resolve("git").resolve(code.commit());
            if (!Files.exists(place)) {
                installDependencies(fresh, errand);
                keep(fresh, place);
            }
            return Manifest.read(place);
        } finally {
            Directories.delete(fresh);
        }
    }

    /** With its own configuration, npm would run any program that the plugin names. */
    private void installDependencies(Path plugin, Errand errand)
            throws PluginFailure, IOException, InterruptedException {
        if (Files.exists(plugin.resolve("package.json")) && !Files.exists(plugin.resolve("node_modules"))) {
            require(!Files.exists(plugin.resolve(".npmrc"), LinkOption.NOFOLLOW_LINKS),
                    "it has a file .npmrc, which npm would obey on the drone: take it out, or commit node_modules");
            npm.installDependencies(plugin, errand);
        }
    }

    /** Always asks the remote: who may not read it there gets nothing that another job left here. */
    private Checkout.CheckedOut checkOut(PluginSource.Git wanted, Credentials credentials, Path fresh, Errand errand)
            throws PluginFailure, IOException {
        var source = new Source(wanted.url(), credentials, false, null);
        if (wanted.ref().matches(COMMIT)) {
            return required(git.checkOut(source, new Ref(null, wanted.ref(), null), fresh, errand::isOver));
        }
        var tag = git.checkOut(source, new Ref(null, null, "refs/tags/" + wanted.ref()), fresh, errand::isOver);
        if (tag instanceof Checkout.CheckedOut code) {
            return code;
        }
        Directories.delete(fresh);
        return required(git.checkOut(source, new Ref(wanted.ref(), null, null), fresh, errand::isOver));
    }

    private static Checkout.CheckedOut required(Checkout result) throws PluginFailure {
        return switch (result) {
            case Checkout.CheckedOut code -> code;
            case Checkout.Failed(String reason) -> throw new PluginFailure(reason);
        };
    }

    private Path fresh() {
        return directory.resolve(FRESH + UUID.randomUUID());
    }

    /** Two jobs may bring the same at once: whoever is second has the same, and leaves it. */
    private static void keep(Path fresh, Path place) throws IOException {
        Files.createDirectories(place.getParent());
        try {
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.exists(place)) {
                throw e;
            }
        }
    }

    private static void require(boolean good, String otherwise) throws PluginFailure {
        if (!good) {
            throw new PluginFailure(otherwise);
        }
    }
}
