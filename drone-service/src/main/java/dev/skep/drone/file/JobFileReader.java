package dev.skep.drone.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

import dev.skep.drone.checkout.Directories;
import dev.skep.drone.file.Reading.Read;
import dev.skep.drone.file.Reading.Refused;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads {@code skep.yml} of a checkout that anybody may have written. */
public final class JobFileReader {

    private static final int LARGEST = 1024 * 1024;
    private static final int ALIASES = 50;
    /** What to write who has none. */
    public static final String SMALLEST = "the smallest useful one is the line \"test: make test\" with your own command";

    private JobFileReader() {}

    /** The file in this directory. */
    public static Reading read(Path checkout) {
        var file = checkout.resolve(JobFile.NAME);
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return new Reading.Missing();
            }
            if (!Directories.hasFile(checkout, JobFile.NAME)) {
                return new Refused(JobFile.NAME + " must be a regular file of the repository itself");
            }
            if (Files.size(file) > LARGEST) {
                return new Refused(JobFile.NAME + " is larger than 1 MiB: move long commands into script files");
            }
            return parse(Files.readAllBytes(file));
        } catch (IOException e) {
            return new Refused(JobFile.NAME + " could not be read: " + e.getMessage());
        }
    }

    static Reading parse(byte[] bytes) {
        try {
            var root = new Compose(settings()).composeString(text(bytes));
            return root.isEmpty()
                    ? new Refused(JobFile.NAME + " is empty: " + SMALLEST)
                    : new Read(JobFileParser.parse(root.get()));
        } catch (Unexpected e) {
            return new Refused(String.valueOf(e.getMessage()));
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0) + 1;
            return new Refused(JobFile.NAME + ":" + line + ": expected one YAML document: " + e.getProblem());
        } catch (ReaderException e) {
            var line = text(bytes).codePoints().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
            return new Refused(JobFile.NAME + ":" + line + ": expected text, but found the character U+"
                    + "%04X".formatted(e.getCodePoint()));
        } catch (YamlEngineException e) {
            return new Refused(JobFile.NAME + ":1: expected one YAML document: " + e.getMessage());
        } catch (StackOverflowError e) { // the library recurses, and has no limit of its own
            return new Refused(JobFile.NAME + ":1: expected fewer levels of nesting");
        }
    }

    private static LoadSettings settings() {
        return LoadSettings.builder().setLabel(JobFile.NAME).setMaxAliasesForCollections(ALIASES)
                .setAllowNonScalarKeys(true)
                .setCodePointLimit(LARGEST).build();
    }

    private static String text(byte[] bytes) {
        var content = ByteBuffer.wrap(bytes);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(content).toString();
        } catch (CharacterCodingException e) {
            throw Unexpected.at(lineOf(content.position(), bytes), "expected UTF-8 text");
        }
    }

    private static int lineOf(int position, byte[] bytes) {
        var line = 1;
        for (var i = 0; i < Math.min(position, bytes.length); i++) {
            line += bytes[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
