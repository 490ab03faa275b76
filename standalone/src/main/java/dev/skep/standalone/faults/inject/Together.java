package dev.skep.standalone.faults.inject;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Several faults at once: made in their order, mended in the opposite one. */
public record Together(List<Fault> faults) implements Fault {

    /** These. */
    public static Together of(Fault... faults) {
        return new Together(List.of(faults));
    }

    @Override
    public String kind() {
        return "together: " + faults.stream().map(Fault::kind).collect(Collectors.joining(" + "));
    }

    @Override
    public String target() {
        return faults.stream().map(Fault::target).collect(Collectors.joining(", "));
    }

    @Override
    public Optional<String> missing() {
        return faults.stream().map(Fault::missing).flatMap(Optional::stream).findFirst();
    }

    @Override
    public void inject(Scene scene) throws IOException, InterruptedException {
        for (var fault : faults) {
            fault.inject(scene);
        }
    }

    @Override
    public void heal(Scene scene) throws IOException, InterruptedException {
        for (var fault : faults.reversed()) {
            fault.heal(scene);
        }
    }
}
