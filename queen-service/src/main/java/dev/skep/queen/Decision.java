package dev.skep.queen;

import dev.skep.message.JobNotice.Pending.Code;

/** What becomes of a job that wants a drone. */
sealed interface Decision {

    /**
     * It goes to a drone.
     *
     * @param drone the drone's id
     * @param reason why this one, for people
     */
    record Placed(String drone, String reason) implements Decision {}

    /**
     * It waits.
     *
     * @param code the kind of reason
     * @param message what is missing and what to do, for people
     */
    record Waits(Code code, String message) implements Decision {}
}
