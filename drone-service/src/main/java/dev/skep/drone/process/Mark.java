package dev.skep.drone.process;

/**
 * The environment variable that tells to which command of which execution a process belongs. Processes inherit it, so it
 * also finds those that cut themselves off from their parent.
 *
 * @param execution the execution's own name
 * @param command the command's number within it
 */
public record Mark(String execution, int command) {

    /** Its name. */
    public static final String VARIABLE = "SKEP_EXECUTION";

    /** What it holds for this command. */
    public String value() {
        return execution + "/" + command;
    }

    /** How this command's variable stands in a process' environment. */
    String entry() {
        return VARIABLE + "=" + value() + "\0";
    }

    /** How the variables of all commands of an execution begin in a process' environment. */
    static String prefix(String execution) {
        return VARIABLE + "=" + execution + "/";
    }
}
