package dev.skep.standalone.faults;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

import dev.skep.standalone.faults.inject.BrokerAway;
import dev.skep.standalone.faults.inject.CancelAmidOutage;
import dev.skep.standalone.faults.inject.Cancels;
import dev.skep.standalone.faults.inject.CutOff;
import dev.skep.standalone.faults.inject.DeployAmidOutage;
import dev.skep.standalone.faults.inject.Doubling;
import dev.skep.standalone.faults.inject.KillDrone;
import dev.skep.standalone.faults.inject.KillService;
import dev.skep.standalone.faults.inject.StoreAway;
import dev.skep.standalone.faults.inject.Together;
import dev.skep.standalone.faults.site.Member.Role;

/** Which faults, in which order. */
final class Schedule {

    private Schedule() {}

    /** The most telling ones, once each, in about two minutes. */
    static Iterator<Step> brief() {
        return List.of(Step.of(new KillDrone(0, false), 1), Step.of(new Cancels(2), 0),
                Step.of(Together.of(new KillService(Role.QUEEN, 0), new KillService(Role.GATEWAY, 0)), 2),
                Step.of(new BrokerAway(BrokerAway.Way.KILLED), 2),
                Step.of(new CutOff(Role.DRONE, 1, CutOff.Way.BLACK_HOLE), 16),
                Step.of(new StoreAway(StoreAway.Way.FROZEN), 5),
                Step.of(Together.of(new Doubling(Duration.ofSeconds(5)), new KillService(Role.DRONE, 2)), 5),
                Step.of(new CancelAmidOutage(), 2), Step.of(new DeployAmidOutage(), 2),
                Step.of(new BrokerAway(BrokerAway.Way.WIPED), 2)).iterator();
    }

    /** Every one once, the most telling first; and then whatever chance chooses, without an end. */
    static Iterator<Step> endless(Chance chance) {
        var all = List.of(Choice.values());
        var then = Stream.generate(() -> all.get(chance.random().nextInt(all.size())));
        return Stream.concat(all.stream(), then).map(chance::step).iterator();
    }

    /** These, again and again. */
    static Iterator<Step> only(List<Choice> choices, Chance chance) {
        return Stream.iterate(0, number -> number + 1).map(number -> choices.get(number % choices.size()))
                .map(chance::step).iterator();
    }
}
