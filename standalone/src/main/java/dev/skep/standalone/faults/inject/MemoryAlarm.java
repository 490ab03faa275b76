package dev.skep.standalone.faults.inject;

import java.io.IOException;

/** The broker believes that its memory is used up, and takes nothing from publishers. */
public record MemoryAlarm() implements Fault {

    @Override
    public String kind() {
        return "memory alarm of the broker";
    }

    @Override
    public String target() {
        return "broker";
    }

    @Override
    public void inject(Scene scene) throws IOException {
        scene.site().broker().alarm();
    }

    @Override
    public void heal(Scene scene) throws IOException {
        scene.site().broker().calm();
    }
}
