package dev.skep.standalone.faults.check;

import org.jspecify.annotations.Nullable;

/**
 * A case in which Skep broke its word.
 *
 * @param job the job's id; null when it is not about one job
 * @param detail what was found, and what should have been
 */
public record Finding(Breach breach, @Nullable String job, String detail) {

    /** About a job. */
    public static Finding of(Breach breach, String job, String detail) {
        return new Finding(breach, job, detail);
    }

    /** About no job in particular. */
    public static Finding of(Breach breach, String detail) {
        return new Finding(breach, null, detail);
    }

    @Override
    public String toString() {
        return breach + (job == null ? "" : " job " + job) + ": " + detail;
    }
}
