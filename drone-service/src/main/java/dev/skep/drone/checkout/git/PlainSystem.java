package dev.skep.drone.checkout.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;
import org.jspecify.annotations.Nullable;

/**
 * The machine as JGit may see it: without the git configuration of the machine and its user, whose hooks, filters and
 * line endings have no place in a job. It also spares the start of a {@code git} process that looks for that configuration.
 */
final class PlainSystem extends SystemReader.Delegate {

    private PlainSystem(SystemReader machine) {
        super(machine);
    }

    /** For all of JGit in this Java process: it knows but one. */
    static void install() {
        SystemReader.setInstance(new PlainSystem(SystemReader.getInstance()));
    }

    @Override
    public @Nullable String getenv(String variable) {
        return variable.startsWith("GIT_") ? null : super.getenv(variable);
    }

    @Override
    public FileBasedConfig openSystemConfig(@Nullable Config parent, FS fs) {
        return empty(parent, fs);
    }

    @Override
    public FileBasedConfig openUserConfig(@Nullable Config parent, FS fs) {
        return empty(parent, fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(@Nullable Config parent, FS fs) {
        return empty(parent, fs);
    }

    private static FileBasedConfig empty(@Nullable Config parent, FS fs) {
        return new FileBasedConfig(parent, null, fs) {

            @Override
            public void load() {
                // there is nothing to load
            }

            @Override
            public void save() {
                // nor a place to keep it
            }

            @Override
            public boolean isOutdated() {
                return false;
            }
        };
    }
}
