package dev.skep.plugin;

import java.util.Map;

/** What a plugin can do in a phase. */
public interface Steps {

    /**
     * Runs a command as one of the job's numbered commands, and waits for its end. Its output goes to the log.
     *
     * @throws CommandFailed when it does not return 0
     */
    void run(Command command) throws CommandFailed;

    /**
     * Sends data to whoever watches the job, as a {@code job:plugin} event.
     *
     * @param data as JSON has it: texts, numbers, booleans, null, lists and maps; 256 KiB at most as a whole
     * @throws IllegalArgumentException when it is more, or something else, such as null
     */
    void data(Map<String, Object> data);

    /**
     * The text without the job's secrets, as the log and data show it. Data is masked anyway; but who shows the beginning of
     * a text masks it before it is cut, because a part of a secret is not found any more.
     */
    String masked(String text);

    /** Writes text to the log, as it is, outside any command. */
    void print(String text);
}
