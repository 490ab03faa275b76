package dev.skep.standalone.faults;

import java.time.Duration;
import java.util.random.RandomGenerator;

import dev.skep.standalone.faults.inject.BrokerAway;
import dev.skep.standalone.faults.inject.CancelAmidOutage;
import dev.skep.standalone.faults.inject.Cancels;
import dev.skep.standalone.faults.inject.CutOff;
import dev.skep.standalone.faults.inject.CutOff.Way;
import dev.skep.standalone.faults.inject.DeployAmidOutage;
import dev.skep.standalone.faults.inject.Doubling;
import dev.skep.standalone.faults.inject.Fault;
import dev.skep.standalone.faults.inject.FreezeDrone;
import dev.skep.standalone.faults.inject.FreezeService;
import dev.skep.standalone.faults.inject.KillDrone;
import dev.skep.standalone.faults.inject.KillService;
import dev.skep.standalone.faults.inject.MemoryAlarm;
import dev.skep.standalone.faults.inject.Poison;
import dev.skep.standalone.faults.inject.RollingRestart;
import dev.skep.standalone.faults.inject.Shuffling;
import dev.skep.standalone.faults.inject.SkewClock;
import dev.skep.standalone.faults.inject.StoreAway;
import dev.skep.standalone.faults.inject.Together;
import dev.skep.standalone.faults.site.Member.Role;
import dev.skep.standalone.faults.site.Size;

/** Decides whom a choice befalls and how long it lasts: the same for the same random numbers. */
record Chance(Size size, RandomGenerator random) {

    /** Longer than the clocks of any two machines should ever differ. */
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LATE = Duration.ofSeconds(20);

    /** What becomes of a choice. */
    Step step(Choice choice) {
        return switch (choice) {
            case KILL_DRONE -> Step.of(new KillDrone(drone(), false), 2);
            case KILL_QUEEN -> Step.of(new KillService(Role.QUEEN, queen()), 3);
            case KILL_GATEWAY -> Step.of(new KillService(Role.GATEWAY, gateway()), 3);
            case CANCEL -> Step.of(new Cancels(3), 0);
            case KILL_BROKER -> Step.of(new BrokerAway(BrokerAway.Way.KILLED), upTo(10));
            case WIPE_BROKER -> Step.of(new BrokerAway(BrokerAway.Way.WIPED), upTo(10));
            case STOP_BROKER -> Step.of(new BrokerAway(BrokerAway.Way.STOPPED), upTo(40));
            case BLACK_HOLE -> Step.of(new CutOff(Role.DRONE, drone(), Way.BLACK_HOLE), 20);
            case FREEZE_DRONE -> Step.of(new FreezeDrone(drone(), true), 20);
            case STORE_FROZEN -> Step.of(new StoreAway(StoreAway.Way.FROZEN), 60);
            case CANCEL_AMID_OUTAGE -> Step.of(new CancelAmidOutage(), upTo(10));
            case DEPLOY_AMID_OUTAGE -> Step.of(new DeployAmidOutage(), upTo(10));
            case DOUBLING -> Step.of(new Doubling(LATE), 30);
            case SHUFFLING -> Step.of(new Shuffling(), 20);
            case BLIP -> Step.of(new FreezeDrone(drone(), false), 0);
            case RESETS -> Step.of(new CutOff(Role.DRONE, drone(), Way.RESET), upTo(8));
            case DRONE_BACK_AT_ONCE -> Step.of(new KillDrone(drone(), true), 2);
            case MEMORY_ALARM -> Step.of(new MemoryAlarm(), upTo(30));
            case STORE_REFUSED -> Step.of(new StoreAway(StoreAway.Way.REFUSED), upTo(60));
            case STORE_KILLED -> Step.of(new StoreAway(StoreAway.Way.KILLED), upTo(10));
            case WRONG_CLOCK -> Step.of(new SkewClock(drone(), random.nextBoolean() ? HOUR : HOUR.negated()), 20);
            case POISON -> Step.of(new Poison(), 0);
            case FREEZE_QUEEN -> Step.of(new FreezeService(Role.QUEEN, queen()), upTo(30));
            case FREEZE_GATEWAY -> Step.of(new FreezeService(Role.GATEWAY, gateway()), upTo(30));
            case QUEEN_CUT_OFF -> Step.of(new CutOff(Role.QUEEN, queen(), Way.BLACK_HOLE), upTo(30));
            case GATEWAY_CUT_OFF -> Step.of(new CutOff(Role.GATEWAY, gateway(), Way.BLACK_HOLE), upTo(30));
            case DRONE_AND_QUEEN -> together(new KillService(Role.QUEEN, queen()), anyDrone());
            case DRONE_AND_BROKER -> together(new BrokerAway(BrokerAway.Way.KILLED), anyDrone());
            case DRONE_AND_STORE -> together(new StoreAway(StoreAway.Way.FROZEN), anyDrone());
            case STORE_AND_GATEWAY -> together(new StoreAway(StoreAway.Way.REFUSED),
                    new KillService(Role.GATEWAY, gateway()));
            case DOUBLING_AND_DRONE -> together(new Doubling(LATE), anyDrone());
            case NO_QUEEN_AND_DRONE ->
                together(new KillService(Role.QUEEN, 0), new KillService(Role.QUEEN, 1), anyDrone());
            case ROLLING_RESTART -> Step.of(new RollingRestart(), 0);
        };
    }

    private Step together(Fault... faults) {
        return Step.of(Together.of(faults), upTo(10));
    }

    private KillService anyDrone() {
        return new KillService(Role.DRONE, drone());
    }

    private int drone() {
        return random.nextInt(size.drones());
    }

    private int queen() {
        return random.nextInt(size.queens());
    }

    private int gateway() {
        return random.nextInt(size.gateways());
    }

    /** So many seconds at most, and one at least. */
    private int upTo(int seconds) {
        return 1 + random.nextInt(seconds);
    }
}
