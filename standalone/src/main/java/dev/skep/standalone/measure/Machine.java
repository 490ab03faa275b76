package dev.skep.standalone.measure;

import java.lang.management.ManagementFactory;
import java.util.List;

/** What numbers depend on besides what is measured. */
public final class Machine {

    private Machine() {}

    /** How many wanted a processor in the last minute: much more than there are processors, and the numbers are noise. */
    public static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** Processors, system and Java, line by line, for people. */
    public static List<String> facts() {
        return List.of("processors: " + Runtime.getRuntime().availableProcessors(),
                "system: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                "java: " + System.getProperty("java.vm.name") + " " + Runtime.version());
    }
}
