package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.skep.drone.checkout.ssh.HostKeys;

/** A version control program under test, with what serves its repositories. */
public interface VersionControl {

    Checkouts checkouts(Path clones, HostKeys hostKeys, Duration silence) throws IOException;

    /** An empty repository in this directory. */
    TestRepository repository(Path directory) throws Exception;

    /** Parts of a cached clone that may be damaged. */
    List<String> parts();

    /** A name under which a commit can be fetched that is on no branch of its own; the current one gets it. */
    String publish(TestRepository repository) throws Exception;

    /** The program that serves the repositories of a directory by CGI. */
    List<String> cgi(Path root) throws IOException;

    /** What that program must know beside CGI's own variables. */
    Map<String, String> cgiEnvironment(Path root);

    /** How a directory of the server is written behind the host of an ssh URL. */
    String sshPath(Path repository);

    /** The commit that is checked out, by the word of the program itself. */
    String head(Path directory) throws Exception;
}
