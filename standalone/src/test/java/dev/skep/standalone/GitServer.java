package dev.skep.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.skep.testing.CgiServer;

/** Serves the repositories of a directory over http, by the {@code git http-backend} program. */
final class GitServer {

    private GitServer() {}

    /** To everybody. */
    static CgiServer open(Path root) throws IOException {
        return start(root, (user, password) -> true);
    }

    /** To one user alone. */
    static CgiServer forUser(Path root, String username, String secret) throws IOException {
        return start(root, (user, password) -> username.equals(user) && secret.equals(password));
    }

    private static CgiServer start(Path root, CgiServer.Guard guard) throws IOException {
        return new CgiServer(List.of("git", "http-backend"),
                Map.of("GIT_PROJECT_ROOT", root.toString(), "GIT_HTTP_EXPORT_ALL", "1", "GIT_CONFIG_COUNT", "1",
                        "GIT_CONFIG_KEY_0", "safe.directory", "GIT_CONFIG_VALUE_0", "*"),
                guard);
    }
}
