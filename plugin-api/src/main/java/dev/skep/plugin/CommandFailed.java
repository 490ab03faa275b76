package dev.skep.plugin;

/** A command did not succeed. Whoever lets it pass on fails the phase; whoever catches it may go on. */
public final class CommandFailed extends Exception {

    private final int exitCode;

    /** @param exitCode what the command returned; 128 + n when signal n ended it */
    public CommandFailed(int exitCode) {
        super("exit code " + exitCode);
        this.exitCode = exitCode;
    }

    /** What the command returned; 128 + n when signal n ended it. */
    public int exitCode() {
        return exitCode;
    }
}
