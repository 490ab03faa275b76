package dev.skep.message;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** The version control programs that a drone can check out from. */
public enum Vcs {
    /** Git. */
    GIT,
    /** Mercurial. */
    HG;

    /** Its name in files, JSON and on pages. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
