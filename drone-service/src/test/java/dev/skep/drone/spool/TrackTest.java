package dev.skep.drone.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class TrackTest {

    private static final long SEGMENT = 1000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    private Track track() {
        return new Track(new TrackFiles(directory, "output"), SEGMENT);
    }

    private static Entry entry(long seq) {
        return new Entry(seq, "type-" + seq, "key", "x".repeat(100).getBytes(StandardCharsets.UTF_8));
    }

    private Track filled(long from, long to) throws IOException {
        var track = track();
        for (var seq = from; seq <= to; seq++) {
            track.append(entry(seq));
        }
        return track;
    }

    /** The numbers of all that can be read from this place on. */
    private static List<Long> read(Track track, Place from) {
        var numbers = new ArrayList<Long>();
        for (var found = track.read(from); found != null; found = track.read(found.after())) {
            assertThat(found.entry().type()).isEqualTo("type-" + found.entry().seq());
            assertThat(found.entry().key()).isEqualTo("key");
            assertThat(found.entry().body()).hasSize(100);
            numbers.add(found.entry().seq());
        }
        return numbers;
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private List<Path> files() throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void givesBackWhatItWasGivenOverManySegments() throws Exception {
        var track = filled(1, 50);

        assertThat(read(track, Place.START)).isEqualTo(numbers(1, 50));
        assertThat(files()).hasSizeGreaterThan(5);
        assertThat(track.last()).isEqualTo(50);
        assertThat(track.bytes()).isEqualTo(files().stream().mapToLong(file -> file.toFile().length()).sum());
    }

    @Test
    void goesOnWhereTheReaderWaited() throws Exception {
        var track = filled(1, 3);
        var end = track.end();
        assertThat(track.read(end)).isNull();

        track.append(entry(4));

        assertThat(read(track, end)).containsExactly(4L);
    }

    @Test
    void forgetsOnlyWholeSegmentsAndNeverTheLast() throws Exception {
        var track = filled(1, 50);
        var before = track.bytes();

        track.forgetBelow(25);

        assertThat(track.bytes()).isBetween(before / 2, before * 2 / 3);
        assertThat(track.first()).isBetween(15L, 25L);
        assertThat(read(track, Place.START)).isEqualTo(numbers(track.first(), 50));
        track.forgetBelow(51);
        assertThat(files()).hasSize(1);
        assertThat(read(track, Place.START)).endsWith(50L);
    }

    @Test
    void findsWhatIsWanted() throws Exception {
        var track = filled(1, 50);

        var found = track.find(17, seq -> seq % 10 == 7, 3);

        assertThat(found.keySet()).containsExactly(17L, 27L, 37L);
        found.forEach((seq, place) -> assertThat(read(track, place)).startsWith(seq));
    }

    @Test
    void takesUpWhatWasLeft() throws Exception {
        filled(1, 50).forgetBelow(25);

        var track = track();

        assertThat(track.takeUp()).extracting(Entry::seq).isEqualTo(50L);
        assertThat(read(track, Place.START)).isEqualTo(numbers(track.first(), 50));
        track.append(entry(51));
        assertThat(read(track, Place.START)).endsWith(50L, 51L);
    }

    @Test
    void cutsWhatWasNotWrittenToItsEnd() throws Exception {
        filled(1, 50);
        for (var cut : List.of(1, 30, 90, 110)) {
            try (var file = new RandomAccessFile(files().getLast().toFile(), "rw")) {
                file.setLength(file.length() - cut);
            }
            var track = track();
            var last = track.takeUp();
            assertThat(read(track, Place.START)).isEqualTo(numbers(1, track.last()));
            assertThat(last).extracting(Entry::seq).isEqualTo(track.last());
            for (var seq = track.last() + 1; seq <= 50; seq++) {
                track.append(entry(seq));
            }
        }
    }

    @Test
    void passesOverWhatIsDamaged() throws Exception {
        filled(1, 50);
        try (var file = new RandomAccessFile(files().get(2).toFile(), "rw")) {
            file.seek(300);
            file.writeLong(-1);
        }
        var track = track();

        assertThat(track.takeUp()).isNotNull();

        var numbers = read(track, Place.START);
        assertThat(numbers).startsWith(1L).endsWith(50L).isSorted().doesNotHaveDuplicates().hasSizeBetween(40, 49);
    }

    @Test
    void findsNothingWhereNothingIs() throws Exception {
        assertThat(track().takeUp()).isNull();
        Files.write(directory.resolve("output-000000000007"), new byte[5000]);

        assertThat(track().takeUp()).isNull();
        assertThat(files()).isEmpty();
    }

    @Test
    void keepsInMemoryWhatTheDiskDoesNotTake() throws Exception {
        filled(1, 50);
        var second = files().get(1);
        for (var file : files()) {
            Files.delete(file);
        }
        Files.createSymbolicLink(second, Path.of("/dev/full"));
        var track = track();
        for (var seq = 1; seq <= 50; seq++) {
            track.appendAnyhow(entry(seq));
        }

        assertThat(files()).hasSize(1);
        assertThat(track.bytes()).isEqualTo(files().getFirst().toFile().length());
        assertThat(read(track, Place.START)).isEqualTo(numbers(1, 50));
        assertThat(track.find(0, seq -> seq > 48, 9).keySet()).containsExactly(49L, 50L);
        track.forgetBelow(51);
        assertThat(files()).isEmpty();
        assertThat(read(track, Place.START)).endsWith(50L);
    }

    @Test
    void keepsNoFileOpenOnceItIsOver() throws Exception {
        var track = filled(1, 50);
        read(track, Place.START);
        track.close();
        read(track, Place.START);

        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            assertThat(open.map(TrackTest::target)).noneMatch(target -> target.startsWith(directory.toString()));
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
