package dev.skep.drone.checkout.hg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.skep.drone.checkout.Credentials;
import dev.skep.drone.checkout.Directories;
import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.RemoteUrl;
import dev.skep.drone.checkout.ssh.HostKeys;
import dev.skep.drone.checkout.ssh.PrivateKeys;

/**
 * A private directory for one checkout, deleted at its end. What is secret is in files there that only the drone's user can
 * read, never in an argument or a variable, which {@code ps} shows to everybody.
 */
final class HgSession implements AutoCloseable {

    /** What the remote is called on the command line. */
    static final String REMOTE = "skep";

    private static final String PREFIX = "session-";
    private static final String KEY = "key";
    private static final String KNOWN_HOSTS = "known_hosts";

    private final Path directory;

    private HgSession(Path directory) {
        this.directory = directory;
    }

    static HgSession open(Path parent) throws IOException {
        return new HgSession(Files.createTempDirectory(parent, PREFIX));
    }

    /** Deletes what drones left that were killed; none of their checkouts can still go on. */
    static void deleteOld(Path parent) throws IOException {
        var old = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
        try (var sessions = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (var session : sessions) {
                if (Files.getLastModifiedTime(session).compareTo(old) < 0) {
                    Directories.delete(session);
                }
            }
        }
    }

    /** The program, set up to speak to no remote. */
    HgProgram alone(BooleanSupplier cancelled) throws IOException {
        write(HgProgram.CONFIGURATION, "");
        return new HgProgram(directory, cancelled);
    }

    /**
     * The program, set up to speak to this remote.
     *
     * @param silence how long the remote may say nothing
     */
    HgProgram program(RemoteUrl url, Credentials credentials, HostKeys hostKeys, Duration silence,
            BooleanSupplier cancelled) throws Refusal, IOException {
        var lines = new ArrayList<>(List.of("[ui]", "interactive = no", "clonebundles = no", "[subrepos]",
                "allowed = no", "[http]", "timeout = " + silence.toSeconds(), "[paths]",
                REMOTE + " = " + HgAddress.of(url, credentials)));
        if (credentials instanceof Credentials.PrivateKey key) {
            lines.add(1, "ssh = " + ssh(key, hostKeys, silence));
        }
        write(HgProgram.CONFIGURATION, String.join("\n", lines) + "\n");
        return new HgProgram(directory, cancelled);
    }

    /** All files are named without their directory, so that nothing is there to be quoted. */
    private String ssh(Credentials.PrivateKey key, HostKeys hostKeys, Duration silence) throws Refusal, IOException {
        write(KEY, PrivateKeys.unlocked(PrivateKeys.open(key)).value());
        var strict = key.knownHosts() != null || hostKeys.strict();
        if (key.knownHosts() != null) {
            write(KNOWN_HOSTS, key.knownHosts() + "\n");
        } else {
            Files.createDirectories(hostKeys.directory());
            Files.createSymbolicLink(directory.resolve(KNOWN_HOSTS), hostKeys.file());
        }
        return "ssh -F /dev/null -i " + KEY + " -o IdentitiesOnly=yes -o IdentityAgent=none -o BatchMode=yes"
                + " -o PreferredAuthentications=publickey -o UserKnownHostsFile=" + KNOWN_HOSTS
                + " -o GlobalKnownHostsFile=/dev/null -o UpdateHostKeys=no -o CheckHostIP=no -o StrictHostKeyChecking="
                + (strict ? "yes" : "accept-new") + " -o ConnectTimeout=" + silence.toSeconds()
                + " -o ServerAliveInterval=" + silence.toSeconds() + " -o ServerAliveCountMax=1";
    }

    private void write(String name, String text) throws IOException {
        var file = Files.createFile(directory.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    @Override
    public void close() throws IOException {
        Directories.delete(directory);
    }
}
