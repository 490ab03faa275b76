package dev.skep.drone.process;

/**
 * To which command of which execution a process belongs. Processes inherit it in an environment variable, so it also finds
 * those that cut themselves off from their parent.
 *
 * @param execution the execution's own name
 * @param command the command's number within it
 */
public record Mark(String execution, int command) {

    /** The variable's name. */
    public static final String VARIABLE = "SKEP_EXECUTION";

    /** How the variable ends that says so. */
    public String value() {
        return execution + "/" + command;
    }
}
