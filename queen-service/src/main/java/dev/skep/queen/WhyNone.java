package dev.skep.queen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import dev.skep.message.JobNotice.Pending.Code;
import dev.skep.queen.Decision.Waits;

/**
 * Why no drone takes a job. Where several reasons hold, the first of these is the job's:
 *
 * <ol>
 * <li>No drone is there, or none that takes jobs: whatever else the job needs, somebody must start a drone first.
 * <li>A thing that none of the drones that take jobs has. The code is that of the first such thing, what is hardest to add
 * first: label, version control program, executor, plugin, key. The message names them all, so that nobody has to find one
 * after the other. Drones that are paused or leave do not count, as they will not run the job; the message says that they
 * have it.
 * <li>Each thing is there, but on different drones.
 * <li>All drones that fit are full: here waiting helps.
 * </ol>
 *
 * Messages count as little as they can, since a job is told anew whenever its message changes.
 */
final class WhyNone {

    private WhyNone() {}

    /** The reason. */
    static Waits of(Collection<DroneLoad> drones, List<Need> needs) {
        if (drones.isEmpty()) {
            return new Waits(Code.NO_DRONE, "no drone is there: start one");
        }
        var ready = drones.stream().filter(DroneLoad::ready).toList();
        if (ready.isEmpty()) {
            return new Waits(Code.NO_DRONE_READY, count(drones.size(), "is", "are") + " there, but " + unready(drones));
        }
        var lacking = needs.stream().filter(need -> !isThere(need, ready)).toList();
        if (!lacking.isEmpty()) {
            return new Waits(lacking.getFirst().lacking(),
                    lacking.stream().map(need -> nobodyHas(need, drones)).collect(Collectors.joining("; ")));
        }
        return ready.stream().anyMatch(drone -> FastestWithOpenCapacity.fits(drone, needs))
                ? new Waits(Code.ALL_FULL, "all drones that fit have as many jobs as they may: it begins when others"
                        + " have ended; start another drone to begin sooner")
                : new Waits(Code.NO_DRONE_FITS, nobodyHasAll(ready, needs));
    }

    private static String unready(Collection<DroneLoad> drones) {
        if (drones.stream().noneMatch(DroneLoad::paused)) {
            return "leaving: start another";
        }
        var all = drones.stream().allMatch(DroneLoad::paused);
        return (all ? "paused" : "paused or leaving") + ": resume one, or start another";
    }

    /** Drones that are not ready, but have it, are worth a word: a paused one can be resumed. */
    private static String nobodyHas(Need need, Collection<DroneLoad> drones) {
        var verb = need.lacking() == Code.NO_DRONE_WITH_PLUGIN ? " offers " : " has ";
        if (isThere(need, drones.stream().filter(DroneLoad::paused).toList())) {
            return "no drone but one that is paused" + verb + need.what() + ": resume it, or " + need.remedy();
        }
        var who = isThere(need, drones) ? "no drone but one that is leaving" : "no drone";
        return who + verb + need.what() + ": " + need.remedy();
    }

    /** Follows the needs to the one that no drone is left for. */
    private static String nobodyHasAll(List<DroneLoad> ready, List<Need> needs) {
        var left = ready;
        var met = new ArrayList<String>();
        for (var need : needs) {
            var having = having(left, need);
            if (having.isEmpty()) {
                return count(left.size(), "has ", "have ") + String.join(" and ", met) + ", but "
                        + (left.size() == 1 ? "not " : "none of them has ") + need.what() + ": " + need.remedy();
            }
            if (having.size() < left.size()) {
                met.add(need.what());
            }
            left = having;
        }
        throw new IllegalStateException("a drone has all of it: " + left);
    }

    private static boolean isThere(Need need, Collection<DroneLoad> drones) {
        return drones.stream().anyMatch(drone -> need.metBy().test(drone.info()));
    }

    private static List<DroneLoad> having(Collection<DroneLoad> drones, Need need) {
        return drones.stream().filter(drone -> need.metBy().test(drone.info())).toList();
    }

    private static String count(int drones, String one, String several) {
        return drones == 1 ? "1 drone " + one : drones + " drones " + several;
    }
}
