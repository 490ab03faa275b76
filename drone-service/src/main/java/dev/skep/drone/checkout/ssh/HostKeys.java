package dev.skep.drone.checkout.ssh;

import java.nio.file.Path;
import java.util.Objects;

import dev.skep.drone.checkout.RemoteUrl;
import org.jspecify.annotations.Nullable;

/**
 * How a drone checks the keys of ssh servers, where a project does not say itself which keys they have.
 *
 * @param file remembers the servers' keys, in the form of a {@code known_hosts} file; need not be there yet
 * @param strict whether the key of a server that is not in the file is refused; else it is accepted once, remembered, and
 * required from then on
 */
public record HostKeys(Path file, boolean strict) {

    public HostKeys {
        file = file.toAbsolutePath();
    }

    /** Accepts the keys of servers never seen before, and keeps them in this file. */
    public static HostKeys acceptingNew(Path file) {
        return new HostKeys(file, false);
    }

    /** Where the file is. */
    public Path directory() {
        return Objects.requireNonNull(file.getParent(), "a file has a directory");
    }

    /**
     * Says that the server's key is in no list.
     *
     * @param pinned the project's own list; null where the drone's file counts
     */
    public String unknown(RemoteUrl url, @Nullable String pinned) {
        return pinned == null
                ? "the ssh key of " + url.host() + " is not known to this drone: check it, and add it to " + file
                        + " on the drone, or to knownHosts of the project's auth"
                : "the ssh key of " + url.host() + " is none of those in knownHosts of the project's auth: check it,"
                        + " and add it there";
    }

    /**
     * Says that the server has another key than it should.
     *
     * @param line which line of the list has the other key, from 1
     * @param pinned the project's own list; null where the drone's file counts
     */
    public String changed(RemoteUrl url, int line, @Nullable String pinned) {
        var list = pinned == null ? file + " on the drone" : "knownHosts of the project's auth";
        return "the ssh key of " + url.host() + " is not the one in line " + line + " of " + list
                + ": somebody may stand in between; if the server was given a new key, replace that line";
    }
}
