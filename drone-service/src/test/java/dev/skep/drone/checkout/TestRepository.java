package dev.skep.drone.checkout;

import java.nio.file.Path;

/** A repository to check out from. */
public interface TestRepository extends AutoCloseable {

    String url();

    Path directory();

    /** Commits this file on the current branch. */
    String commit(String file, String content) throws Exception;

    /** Commits a link to somewhere else on the current branch. */
    String commitLink(String link, Path target) throws Exception;

    /** Goes on with another branch, which begins here where it is new. */
    void switchTo(String branch) throws Exception;

    @Override
    void close();
}
