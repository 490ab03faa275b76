package dev.skep.standalone.faults;

import java.util.Locale;

/** What can be chosen to go wrong, by its name on the command line; the most telling first. */
enum Choice {

    /** {@code kill -9} of a drone, whose jobs must run elsewhere. */
    KILL_DRONE,
    /** {@code kill -9} of a queen. */
    KILL_QUEEN,
    /** {@code kill -9} of a gateway. */
    KILL_GATEWAY,
    /** Jobs that ignore SIGTERM are cancelled. */
    CANCEL,
    /** {@code kill -9} of the broker. */
    KILL_BROKER,
    /** The same, and it comes back empty. */
    WIPE_BROKER,
    /** The broker is stopped in good order, and started. */
    STOP_BROKER,
    /** Nothing passes between a drone and the broker. */
    BLACK_HOLE,
    /** SIGSTOP of a drone until its jobs run elsewhere, then SIGCONT. */
    FREEZE_DRONE,
    /** The store does not answer for a minute. */
    STORE_FROZEN,
    /** A cancel while the broker is down, and the job's drone dies. */
    CANCEL_AMID_OUTAGE,
    /** The broker dies while jobs deploy, and so do their drones. */
    DEPLOY_AMID_OUTAGE,
    /** Every message comes twice. */
    DOUBLING,
    /** Events change places. */
    SHUFFLING,
    /** SIGSTOP of a drone for less than its lease. */
    BLIP,
    /** A drone's connections to the broker are reset. */
    RESETS,
    /** {@code kill -9} of a drone, which is started again at once. */
    DRONE_BACK_AT_ONCE,
    /** The broker takes nothing from publishers. */
    MEMORY_ALARM,
    /** The store cannot be reached for up to a minute. */
    STORE_REFUSED,
    /** {@code kill -9} of the store. */
    STORE_KILLED,
    /** A drone's clock is an hour off. */
    WRONG_CLOCK,
    /** Messages that nobody can use. */
    POISON,
    /** SIGSTOP of a queen, then SIGCONT. */
    FREEZE_QUEEN,
    /** SIGSTOP of a gateway, then SIGCONT. */
    FREEZE_GATEWAY,
    /** Nothing passes between a queen and the broker. */
    QUEEN_CUT_OFF,
    /** Nothing passes between a gateway and the broker. */
    GATEWAY_CUT_OFF,
    /** A queen dies, and a drone. */
    DRONE_AND_QUEEN,
    /** The broker dies, and a drone while it is away. */
    DRONE_AND_BROKER,
    /** The store freezes, and a drone dies. */
    DRONE_AND_STORE,
    /** The store cannot be reached, and a gateway dies. */
    STORE_AND_GATEWAY,
    /** Every message comes twice, and a drone dies. */
    DOUBLING_AND_DRONE,
    /** Both queens die, and a drone while there is none. */
    NO_QUEEN_AND_DRONE,
    /** SIGTERM and a new start of every service, one after another. */
    ROLLING_RESTART;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
