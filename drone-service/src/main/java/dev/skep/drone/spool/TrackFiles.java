package dev.skep.drone.spool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of a track, each named after the track and the number of its first entry.
 *
 * @param directory where they are, with those of the execution's other track
 * @param track the track's name
 */
record TrackFiles(Path directory, String track) {

    FileSegment segment(long first) {
        return new FileSegment(directory.resolve(String.format(Locale.ROOT, "%s-%012d", track, first)));
    }

    /** Those that are there, by the number of their first entry. */
    NavigableMap<Long, FileSegment> found() throws IOException {
        var found = new TreeMap<Long, FileSegment>();
        var form = Pattern.compile(Pattern.quote(track) + "-(\\d{12,18})");
        try (var files = Files.newDirectoryStream(directory)) {
            for (var file : files) {
                var name = form.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.put(Long.parseLong(name.group(1)), FileSegment.found(file));
                }
            }
        }
        return found;
    }

    @Override
    public String toString() {
        return directory.resolve(track).toString();
    }
}
