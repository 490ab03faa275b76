package dev.skep.drone.docker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import dev.skep.drone.process.Family;
import dev.skep.drone.process.Mark;
import dev.skep.drone.process.Signal;

/**
 * Processes in a container.
 *
 * @param whose says to the warden which ones
 * @param complete whether no command of theirs is about to begin
 */
record ContainerFamily(Warden warden, Supplier<String> whose, BooleanSupplier complete) implements Family {

    /** All processes of a command. */
    static ContainerFamily of(Warden warden, Mark mark, ContainerOutput output) {
        return new ContainerFamily(warden, () -> Warden.family(output.shell(), mark), () -> !output.isBeginning());
    }

    /** All processes, but for those that belong to the container itself. */
    static ContainerFamily ofAll(Warden warden, BooleanSupplier complete) {
        return new ContainerFamily(warden, () -> Warden.EVERYBODY, complete);
    }

    @Override
    public List<Member> signal(Signal signal, Set<Long> except) {
        try {
            return warden.signal(signal, whose.get(), except);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean isComplete() {
        return complete.getAsBoolean();
    }
}
