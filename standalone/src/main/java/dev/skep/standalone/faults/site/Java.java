package dev.skep.standalone.faults.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that start a small Java: ten of them share a machine of two processors. */
final class Java {

    private static final List<String> SMALL = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xss512k", "-Xmx256m");

    private Java() {}

    static List<String> jar(Path jar) {
        return command("-jar", jar.toString());
    }

    /** A main class of this program. */
    static List<String> main(Class<?> main, String... arguments) {
        var command = command("-cp", System.getProperty("java.class.path"), main.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    private static List<String> command(String... more) {
        var command = new ArrayList<>(SMALL);
        command.addAll(List.of(more));
        return command;
    }
}
