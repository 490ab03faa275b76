package dev.skep.gateway.project;

import java.util.regex.Pattern;

import dev.skep.gateway.problem.Field;
import dev.skep.message.ExecutorConfig;
import org.jspecify.annotations.Nullable;

/** Checks how commands are to run. */
final class ExecutorReader {

    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,254}");
    private static final Pattern MEMORY = Pattern.compile("[1-9][0-9]{0,14}[kmg]?");
    private static final Pattern USER = Pattern
            .compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,63})?");
    private static final int MOST_CPUS = 1024;
    private static final int MOST_PIDS = 4_194_304;

    private ExecutorReader() {}

    static @Nullable ExecutorConfig read(Field field, @Nullable ExecutorConfig given) {
        if (given == null) {
            return null;
        }
        require(field.child("type"), given.type() == null ? "" : given.type(), TYPE,
                "takes an executor's name, such as process or docker");
        if (given.type().equals(ExecutorConfig.PROCESS)) {
            field.refuse(!given.equals(ExecutorConfig.of(ExecutorConfig.PROCESS)),
                    "of type process takes nothing else: image and limits belong to docker");
        }
        require(field.child("image"), given.image(), IMAGE, "takes the name of an image, such as node:22");
        require(field.child("memory"), given.memory(), MEMORY, "takes a number of bytes, such as 512m or 2g");
        field.child("cpus").refuse(given.cpus() != null && !(given.cpus() > 0 && given.cpus() <= MOST_CPUS),
                "takes a number of processors, such as 1.5");
        field.child("pids").refuse(given.pids() != null && (given.pids() < 1 || given.pids() > MOST_PIDS),
                "takes 1 to " + MOST_PIDS + " processes");
        field.child("network").refuse(given.network() != null && !given.network().equals("none"),
                "takes none; leave it out for the usual network");
        require(field.child("user"), given.user(), USER, "takes a name or number, such as node or 1000:1000");
        return given;
    }

    private static void require(Field field, @Nullable String text, Pattern form, String why) {
        field.refuse(text != null && !form.matcher(text).matches(), why);
    }
}
