package dev.skep.standalone.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

import tools.jackson.databind.json.JsonMapper;

/** Keeps results for programs: one JSON object a line, added to the file. */
public final class JsonLines {

    private final JsonMapper json = JsonMapper.shared();
    private final Path file;

    /**
     * Keeps them in this file.
     *
     * @param file is made when it is not there
     */
    public JsonLines(Path file) {
        this.file = file;
    }

    /** Adds these, each as an object of its own; how they are named there is how their records name their parts. */
    public void add(Collection<? extends Record> records) throws IOException {
        var lines = records.stream().map(json::writeValueAsString).toList();
        Files.write(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
