package dev.skep.message;

import org.jspecify.annotations.Nullable;

/**
 * Where a project's code is.
 *
 * @param url what the version control program clones from, without credentials
 * @param vcs the version control program
 * @param provider the forge, such as {@code github}; null for a plain URL
 */
public record Repo(String url, Vcs vcs, @Nullable String provider) {}
