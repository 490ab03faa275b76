package dev.skep.queen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import dev.skep.message.DroneInfo;
import dev.skep.message.JobNotice.Pending.Code;
import dev.skep.message.Needs;
import dev.skep.message.Vcs;

/**
 * One of the things that a job needs of its drone.
 *
 * @param lacking the reason to wait when no drone has it
 * @param what its name in a sentence
 * @param remedy what to do when no drone has it, for people
 * @param metBy whether a drone has it
 * @param misfit how a drone that lacks it falls short, for people
 */
record Need(Code lacking, String what, String remedy, Predicate<DroneInfo> metBy, Function<DroneInfo, String> misfit) {

    private static final Pattern NAMED_BY_ENVIRONMENT = Pattern.compile("[a-z0-9]+");

    /** All that a job needs, what is hardest to add to a drone first: labels say which machine it must be. */
    static List<Need> of(Needs needs) {
        var all = new ArrayList<Need>();
        needs.labels().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .forEach(label -> all.add(label(label.getKey(), label.getValue())));
        all.add(vcs(needs.vcs()));
        if (needs.executor() != null) {
            all.add(executor(needs.executor()));
        }
        needs.plugins().forEach(plugin -> all.add(plugin(plugin)));
        needs.keys().forEach(key -> all.add(key(key)));
        return all;
    }

    private static Need label(String name, String value) {
        var label = name + "=" + value;
        var setting = NAMED_BY_ENVIRONMENT.matcher(name).matches()
                ? "SKEP_DRONE_LABELS_" + name.toUpperCase(Locale.ROOT) + "=" + value
                : "--skep.drone.labels[" + name + "]=" + value;
        return new Need(Code.NO_DRONE_WITH_LABEL, "the label " + label, "start one with " + setting,
                drone -> value.equals(drone.labels().get(name)), drone -> {
                    var other = drone.labels().get(name);
                    return other == null ? "no label " + label : "label " + name + "=" + other + ", not " + value;
                });
    }

    private static Need vcs(Vcs vcs) {
        var program = switch (vcs) {
            case GIT -> "git";
            case HG -> "mercurial";
        };
        return new Need(Code.NO_DRONE_WITH_VCS, vcs.word(), "install " + program + " on one, and start it anew",
                drone -> drone.vcs().contains(vcs), drone -> "no " + vcs.word());
    }

    private static Need executor(String executor) {
        return new Need(Code.NO_DRONE_WITH_EXECUTOR, "the executor " + executor,
                "start one where " + executor + " works", drone -> drone.executors().contains(executor),
                drone -> "no executor " + executor);
    }

    private static Need plugin(String plugin) {
        return new Need(Code.NO_DRONE_WITH_PLUGIN, "plugin " + plugin,
                "put its jar into the directory plugins of a drone's home, and name it in SKEP_DRONE_PLUGINS where that is set",
                drone -> drone.plugins().contains(plugin),
                drone -> "no plugin " + plugin);
    }

    private static Need key(String key) {
        return new Need(Code.NO_DRONE_WITH_KEY, "the key " + key, "add it to SKEP_SECRET_KEYS of a drone",
                drone -> drone.keys().contains(key), drone -> "no key " + key);
    }
}
