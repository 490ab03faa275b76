package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.skep.testing.CgiServer;
import org.jspecify.annotations.Nullable;

/** Serves the repositories of a directory over http, to whoever has the password, by the program's own CGI. */
public final class HttpRepositories implements AutoCloseable {

    private final CgiServer server;
    private final List<String> users = new CopyOnWriteArrayList<>();
    private volatile @Nullable String password;

    /**
     * @param password what opens them, for any user; null for everybody
     */
    public HttpRepositories(VersionControl vcs, Path root, @Nullable String password) throws IOException {
        this.password = password;
        this.server = new CgiServer(vcs.cgi(root), vcs.cgiEnvironment(root), this::lets);
    }

    public String url(String repository) {
        return server.url(repository);
    }

    void changePassword(@Nullable String other) {
        password = other;
    }

    /** Who came, each once a request. */
    public List<String> users() {
        return users;
    }

    private boolean lets(@Nullable String user, @Nullable String given) {
        if (user != null) {
            users.add(user);
        }
        return password == null || password.equals(given);
    }

    @Override
    public void close() {
        server.close();
    }
}
