package dev.skep.gateway.project;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import dev.skep.gateway.problem.Field;
import dev.skep.message.Sealed;
import dev.skep.seal.Purpose;
import org.jspecify.annotations.Nullable;

/** Reads the secrets of a project's commands: those that are given are put to those that were there before. */
final class SecretsReader {

    private static final int MOST = 100;
    private static final int MOST_TOGETHER = 512 * 1024;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    /** What the drone, the shell or the loader of programs lives by. */
    private static final Pattern RESERVED = Pattern.compile("(SKEP|LD|DYLD)_.*|SKEP|CI|PATH|HOME|USER|LOGNAME|SHELL"
            + "|PWD|OLDPWD|IFS|ENV|TMPDIR|LANG|LC_.*|TZ|BASH_ENV|BASH_FUNC_.*|SHELLOPTS|BASHOPTS");

    private final String project;
    private final Vault vault;

    SecretsReader(String project, Vault vault) {
        this.project = project;
        this.vault = vault;
    }

    /** All secrets, by name; an empty one removes that of the name. */
    Map<String, Sealed> read(Field field, @Nullable Map<String, @Nullable String> given, Map<String, Sealed> before) {
        var changes = given == null ? Map.<String, @Nullable String>of() : given;
        var all = new TreeMap<String, Sealed>();
        before.forEach((name, sealed) -> {
            if (!changes.containsKey(name)) {
                all.put(name, vault.keep(field.child(name), sealed, Purpose.secret(project, name)));
            }
        });
        changes.forEach((name, value) -> {
            var secret = field.child(name);
            requireName(secret, name);
            if (value == null) {
                throw secret.invalid("takes a text; an empty one removes the secret");
            }
            if (!value.isEmpty()) {
                all.put(name, vault.seal(secret, value, Purpose.secret(project, name)));
            }
        });
        field.refuse(all.size() > MOST, "takes at most " + MOST + " of them");
        field.refuse(all.values().stream().mapToInt(sealed -> sealed.data().length()).sum() > MOST_TOGETHER,
                "come to more than fits into an environment: put what is long into files");
        return all;
    }

    private static void requireName(Field field, String name) {
        field.refuse(!NAME.matcher(name).matches(),
                "is no name for an environment variable: take letters, digits and '_'");
        field.refuse(RESERVED.matcher(name).matches(), "is a variable that Skep or the shell needs: take another name");
    }
}
