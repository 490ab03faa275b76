package dev.skep.plugin;

/** Why a plugin cannot do its part, and what to do about it, as a sentence for the project's people. */
public final class PluginFailure extends Exception {

    public PluginFailure(String reason) {
        super(reason);
    }

    /** The sentence. */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
