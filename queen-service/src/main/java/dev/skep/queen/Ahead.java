package dev.skep.queen;

import java.util.regex.Pattern;

/**
 * How many jobs may wait on a drone's own queue, ahead of their slot.
 *
 * @param times how many for each job that the drone runs at once, from 0 on
 */
record Ahead(int times) {

    /** None: jobs go to open capacity only. */
    static final Ahead NONE = new Ahead(0);
    /** Any number: no job waits in the queen while a drone fits. */
    static final Ahead UNBOUNDED = new Ahead(Integer.MAX_VALUE);

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    /**
     * Reads the setting; Spring finds this method by its name.
     *
     * @param text a number from 0 on, or {@code unbounded}
     * @throws IllegalArgumentException when it is something else
     */
    public static Ahead of(String text) {
        if (text.equals("unbounded")) {
            return UNBOUNDED;
        }
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "SKEP_QUEEN_AHEAD is '" + text + "': write a whole number from 0 on, or unbounded");
        }
        return new Ahead(Integer.parseInt(text));
    }

    /** How many jobs a drone of this capacity may hold in all, those that it runs included. */
    long most(int capacity) {
        return capacity + (long) times * capacity;
    }
}
