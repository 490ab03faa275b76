package dev.skep.drone.checkout.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;

import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.SharedLock;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.config.hosts.KnownHostHashValue;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.jspecify.annotations.Nullable;

/** The lines of a {@code known_hosts} file. As with ssh itself, lines that cannot be read count for nothing. */
public final class KnownHosts {

    private static final String REVOKED = "revoked";

    private record Line(int number, KnownHostEntry entry, PublicKey key) {

        boolean isFor(String host, int port) {
            return entry.isHostMatch(host, port);
        }

        boolean isRevoked() {
            return REVOKED.equals(entry.getMarker());
        }
    }

    /** What the lines say of a server's key. */
    public sealed interface Verdict {

        /** It is the server's. */
        record Known() implements Verdict {}

        /** They know nothing of the server. */
        record Unknown() implements Verdict {}

        /** This line, counted from 1, has another key for the server, or bans this one. */
        record Changed(int line) implements Verdict {}
    }

    private final List<Line> lines;

    private KnownHosts(List<Line> lines) {
        this.lines = lines;
    }

    /** Reads lines. */
    public static KnownHosts parse(String text) {
        var lines = new ArrayList<Line>();
        var number = 0;
        for (var line : text.lines().toList()) {
            number++;
            var entry = parsed(line);
            var key = entry == null ? null : keyOf(entry);
            if (entry != null && key != null) {
                lines.add(new Line(number, entry, key));
            }
        }
        return new KnownHosts(lines);
    }

    /** Reads a file; one that is not there knows nobody. */
    public static KnownHosts read(Path file) throws IOException {
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException none) {
            return parse("");
        }
    }

    private static @Nullable KnownHostEntry parsed(String line) {
        try {
            return line.isBlank() || line.startsWith("#") ? null : KnownHostEntry.parseKnownHostEntry(line.strip());
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    private static @Nullable PublicKey keyOf(KnownHostEntry entry) {
        try {
            return entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING);
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            return null;
        }
    }

    /** The keys that a server may have. */
    public List<PublicKey> keysOf(String host, int port) {
        return lines.stream().filter(line -> line.isFor(host, port) && line.entry.getMarker() == null)
                .map(line -> line.key).toList();
    }

    /** Whether a server may have this key. A ban goes before all else. */
    public Verdict verdict(String host, int port, PublicKey key) {
        var ofHost = lines.stream().filter(line -> line.isFor(host, port)).toList();
        var same = ofHost.stream().filter(line -> KeyUtils.compareKeys(line.key, key)).toList();
        var banned = same.stream().filter(Line::isRevoked).findFirst();
        if (banned.isPresent()) {
            return new Verdict.Changed(banned.get().number);
        }
        if (same.stream().anyMatch(line -> line.entry.getMarker() == null)) {
            return new Verdict.Known();
        }
        return ofHost.stream().filter(line -> line.entry.getMarker() == null).findFirst()
                .<Verdict>map(other -> new Verdict.Changed(other.number)).orElseGet(Verdict.Unknown::new);
    }

    /** Adds a server's key to the drone's file, unless somebody did so meanwhile; says what holds then. */
    public static Verdict remember(HostKeys policy, String host, int port, PublicKey key)
            throws Refusal, IOException {
        Files.createDirectories(policy.directory());
        var file = policy.file();
        var lock = SharedLock.of(file, () -> false);
        try {
            var verdict = read(file).verdict(host, port, key);
            return verdict instanceof Verdict.Unknown ? added(file, host, port, key) : verdict;
        } finally {
            lock.close();
        }
    }

    private static Verdict added(Path file, String host, int port, PublicKey key) throws IOException {
        var line = KnownHostHashValue.createHostPattern(host, port) + " " + PublicKeyEntry.toString(key);
        Files.writeString(file, separator(file) + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new Verdict.Known();
    }

    private static String separator(Path file) throws IOException {
        return Files.notExists(file) || Files.size(file) == 0 || Files.readString(file).endsWith("\n") ? "" : "\n";
    }
}
