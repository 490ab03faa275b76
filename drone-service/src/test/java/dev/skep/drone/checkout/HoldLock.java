package dev.skep.drone.checkout;

import java.nio.file.Files;
import java.nio.file.Path;

/** Another drone, in a process of its own, that holds a lock until its input ends. */
final class HoldLock {

    private HoldLock() {}

    /**
     * Holds it.
     *
     * @param arguments what is locked, and a file that is made when it is
     */
    public static void main(String[] arguments) throws Exception {
        var lock = SharedLock.of(Path.of(arguments[0]), () -> false);
        try {
            Files.createFile(Path.of(arguments[1]));
            System.in.readAllBytes();
        } finally {
            lock.close();
        }
    }
}
