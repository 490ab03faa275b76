package dev.skep.gateway.project;

/** What becomes of a job whose drone is lost before the job was allowed to deploy. */
public enum OnLost {
    /** It runs again, three attempts in all. */
    RETRY,
    /** It ends as {@code LOST}: a person decides. */
    FAIL
}
