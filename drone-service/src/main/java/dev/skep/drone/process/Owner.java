package dev.skep.drone.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Whose commands they are. It stands in front of the mark of each, so that neither a guard nor a drone that starts takes
 * another's processes for its own.
 *
 * @param drone a name that no other drone of this machine has
 * @param start which start of that drone
 */
public record Owner(String drone, String start) {

    private static final int BYTES_SHOWN = 8;

    /**
     * A drone, in one of its starts. Drones of one name may share a machine, but no two share a home.
     *
     * @param home the drone's home directory, which must exist
     * @param incarnation a name that no other start has
     */
    public static Owner of(String drone, Path home, String incarnation) throws IOException {
        var place = home.toRealPath();
        var file = Files.readAttributes(place, BasicFileAttributes.class).fileKey(); // containers may have the same path
        return new Owner(drone + "-" + hash(place + " " + file), incarnation);
    }

    /** Somebody whom nobody guards, such as a test. */
    public static Owner unguarded() {
        return new Owner(UUID.randomUUID().toString(), "unguarded");
    }

    private static String hash(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES_SHOWN);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }

    /** What the variable holds for a command of its. */
    String value(Mark mark) {
        return drone + "/" + start + "/" + mark.value();
    }

    /** How the variables of all its commands begin in a process' environment. */
    String ofThisStart() {
        return ofAnyStart() + start + "/";
    }

    /** How the variables of the commands of all its starts begin. */
    String ofAnyStart() {
        return Mark.VARIABLE + "=" + drone + "/";
    }

    /** How the variables of all commands of an execution begin. */
    String of(String execution) {
        return ofThisStart() + execution + "/";
    }

    /** How the variable of this command stands in a process' environment. */
    String of(Mark mark) {
        return Mark.VARIABLE + "=" + value(mark) + "\0";
    }
}
