package dev.skep.standalone.faults;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;

import dev.skep.standalone.faults.site.Size;

/**
 * What a run is to be.
 *
 * @param directory where all of it is kept
 * @param seed of the choices that are left to chance
 * @param limit no fault begins after so long
 * @param pace from one request for a job to the next
 */
record RunSettings(Path directory, Iterator<Step> steps, long seed, Duration limit, Size size, Duration pace) {}
