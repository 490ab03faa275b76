package dev.skep.standalone.bench;

import java.lang.management.ManagementFactory;
import java.util.List;

/** The machine that everything runs on. */
final class Machine {

    private Machine() {}

    static List<String> facts() {
        return List.of("processors: " + Runtime.getRuntime().availableProcessors(),
                "system: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                "java: " + System.getProperty("java.vm.name") + " " + Runtime.version());
    }

    /** How many processes wanted a processor in the last minute: much more than there are, and the numbers are noise. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
