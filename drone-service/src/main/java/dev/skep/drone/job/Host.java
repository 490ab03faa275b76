package dev.skep.drone.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * What a job must know of the drone that runs it.
 *
 * @param drone the drone's id
 * @param incarnation which start of that drone
 * @param labels what a job may ask for
 * @param work where jobs get their directories
 * @param jobTimeout the longest any job may run
 */
public record Host(String drone, String incarnation, Map<String, String> labels, Path work,
        Duration jobTimeout) {}
