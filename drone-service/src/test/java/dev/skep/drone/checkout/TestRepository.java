package dev.skep.drone.checkout;

import java.nio.file.Files;
import java.nio.file.Path;

/** A repository to check out from. */
public interface TestRepository extends AutoCloseable {

    Path directory();

    default String url() {
        return "file://" + directory();
    }

    /** Commits all that is in the directory, on the current branch; gives the commit. */
    String commitAll() throws Exception;

    /** Commits this file on the current branch. */
    default String commit(String file, String content) throws Exception {
        var path = directory().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
        return commitAll();
    }

    /** Commits a file on the current branch that is in no directory, so that its name may be any. */
    String commitUnwritten(String file) throws Exception;

    /** Commits a link to somewhere else on the current branch. */
    default String commitLink(String link, Path target) throws Exception {
        Files.createSymbolicLink(directory().resolve(link), target);
        return commitAll();
    }

    /** Goes on with another branch, which begins here where it is new. */
    void switchTo(String branch) throws Exception;

    @Override
    void close();
}
