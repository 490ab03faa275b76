package dev.skep.drone.process;

import java.time.Duration;

import dev.skep.message.JobEvent.Signalled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The processes that earlier starts of a drone have left: their jobs run elsewhere by now. */
public final class Leftovers {

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private Leftovers() {}

    /** Ends them at once, before the drone has any of its own. */
    public static void end(Owner owner) {
        var recipe = new KillRecipe(Duration.ZERO);
        var left = recipe.endAll(new ProcessFamily(owner.ofAnyStart(), new Shells()), recipe.accounts()).left();
        var evidence = recipe.account(left);
        if (!evidence.signalled().isEmpty()) {
            log.warn("ended processes that an earlier start of this drone had left: {}",
                    evidence.signalled().stream().map(Leftovers::shown).toList());
        }
        if (!left.isEmpty()) {
            log.warn("processes {} of an earlier start of this drone cannot be ended: end them by hand", left);
        }
    }

    private static String shown(Signalled process) {
        return process.pid() + " " + process.program();
    }
}
