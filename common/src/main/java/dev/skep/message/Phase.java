package dev.skep.message;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** A part of a job, in the order in which they run. */
public enum Phase {
    ENVIRONMENT, PREPARE, TEST, DEPLOY, CLEANUP;

    /** Its name in files, JSON and on pages. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
