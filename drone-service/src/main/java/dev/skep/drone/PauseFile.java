package dev.skep.drone;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is there while the drone is paused, so that it is paused when it starts again.
 *
 * @param home the directory, which several drones may share
 */
record PauseFile(Path home, String drone) {

    private static final Logger log = LoggerFactory.getLogger(PauseFile.class);

    private Path path() {
        return home.resolve("paused-" + drone);
    }

    boolean exists() {
        return Files.exists(path());
    }

    /** @param by who paused the drone, for people who find the file */
    void write(String by) {
        try {
            Files.createDirectories(home);
            Files.writeString(path(), "paused by " + by + "\n");
        } catch (IOException e) {
            log.warn("the pause ends with the next start: {} could not be written", path(), e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path());
        } catch (IOException e) {
            log.warn("the drone will be paused when it starts again: delete {} by hand", path(), e);
        }
    }

    @Override
    public String toString() {
        return path().toString();
    }
}
