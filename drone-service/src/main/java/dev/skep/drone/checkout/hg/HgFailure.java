package dev.skep.drone.checkout.hg;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.skep.drone.checkout.Credentials;
import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.Refusals;
import dev.skep.drone.checkout.RemoteUrl;
import dev.skep.drone.checkout.ssh.HostKeys;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a repository that could not be read, from what {@code hg} and {@code ssh} wrote about it. */
record HgFailure(RemoteUrl url, Credentials credentials, HostKeys hostKeys) {

    private static final Pattern OFFENDING = Pattern.compile("Offending .* in [^\n]*:([0-9]+)");
    /** What {@code hg} says of files that it cannot make sense of; a server's words have {@code remote:} before them. */
    private static final Pattern DAMAGE = Pattern.compile("""
            (?m)^(?:Traceback |abort: .*(?:is corrupt|integrity check failed|decompress error|unknown compression type\
            |unknown (?:version|format|flags) .* revlog|revision flag|unknown parent|: no node|no match found\
            |empty or missing file data|features unknown|abandoned transaction))""");
    private static final int LONGEST = 300;

    /** Whether the remote answered, and has nothing of the name or id that was asked for. */
    static boolean isUnknownRevision(HgProgram.Result result) {
        var text = result.err().toLowerCase(Locale.ROOT);
        return text.contains("unknown revision") || text.contains("ambiguous identifier")
                || text.contains("filtered revision") || text.contains("hidden revision");
    }

    /** Whether a clone on this machine is damaged, and not the remote or something else the cause. */
    static boolean isDamage(HgProgram.Result result) {
        return !result.isGood() && DAMAGE.matcher(result.err()).find();
    }

    Refusal explain(HgProgram.Result result) {
        if (result.exitCode() == null) {
            return new Refusal(Refusals.unreachable(url, "no answer for too long"));
        }
        var known = known(result.err());
        return new Refusal(known == null ? Refusals.unreadable(url, brief(result.err())) : known);
    }

    /** Why nothing can be read there; null when it may be due to something else. */
    @Nullable
    String known(String err) {
        var text = err.toLowerCase(Locale.ROOT);
        if (text.contains("host key verification failed") || text.contains("host identification has changed")) {
            return wrongHost(err);
        }
        if (containsAny(text, "could not resolve hostname", "name or service not known", "name resolution",
                "no address associated", "nodename nor servname")) {
            return Refusals.unknownHost(url);
        }
        if (containsAny(text, "permission denied (", "authorization failed", "authorization required",
                "http error 401", "http error 403", "too many authentication failures")) {
            return Refusals.refusedAccess(url);
        }
        if (containsAny(text, "certificate verify failed", "[ssl", "ssl:", "certificate error")) {
            return Refusals.insecure(url, brief(err));
        }
        if (containsAny(text, "connection refused", "timed out", "no route to host", "network is unreachable",
                "connection reset", "connection closed by", "not responding", "connection to ")) {
            return Refusals.unreachable(url, brief(err));
        }
        if (containsAny(text, "not found: ssh", "ssh: not found", "ssh: command not found")) {
            return "the drone has no ssh program: install openssh-client there";
        }
        return containsAny(text, "not found", "http error 404", "does not appear to be an hg repository",
                "no suitable response from remote hg") ? Refusals.noRepository(url) : null;
    }

    private String wrongHost(String err) {
        var pinned = credentials instanceof Credentials.PrivateKey key ? key.knownHosts() : null;
        var line = OFFENDING.matcher(err);
        return line.find()
                ? hostKeys.changed(url, Integer.parseInt(line.group(1)), pinned)
                : hostKeys.unknown(url, pinned);
    }

    private static boolean containsAny(String text, String... parts) {
        return Stream.of(parts).anyMatch(text::contains);
    }

    /** What {@code hg} says itself, without the address, which may hold a password. */
    static String brief(String err) {
        var lines = err.lines().map(line -> line.replaceAll("\\p{Cntrl}", " ").strip()).filter(line -> !line.isEmpty())
                .map(line -> line.replaceAll("[a-z]+://\\S+", "…")).toList();
        var said = lines.stream().filter(line -> line.startsWith("abort:")).findFirst()
                .orElse(lines.isEmpty() ? "hg says nothing" : lines.getLast());
        return said.substring(0, Math.min(said.length(), LONGEST));
    }
}
