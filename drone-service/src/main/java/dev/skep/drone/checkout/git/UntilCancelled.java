package dev.skep.drone.checkout.git;

import java.util.function.BooleanSupplier;

import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.Refusals;
import org.eclipse.jgit.lib.EmptyProgressMonitor;

/** Has JGit go on until the job is cancelled. */
final class UntilCancelled extends EmptyProgressMonitor {

    private final BooleanSupplier cancelled;

    UntilCancelled(BooleanSupplier cancelled) {
        this.cancelled = cancelled;
    }

    @Override
    public boolean isCancelled() {
        return cancelled.getAsBoolean();
    }

    /**
     * Does what JGit does not: made to stop, it may just return, or fail over what is missing then.
     *
     * @throws Refusal when the job is cancelled
     */
    void requireGoingOn() throws Refusal {
        if (isCancelled()) {
            throw new Refusal(Refusals.cancelled());
        }
    }
}
