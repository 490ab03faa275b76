package dev.skep.drone.process;

import java.util.concurrent.atomic.AtomicLong;

/** How far what a command writes has come on its way to the sink. One thread delivers, any may ask. */
public final class Delivery {

    private volatile boolean active;
    private volatile long lastOutput = System.nanoTime();
    private final AtomicLong bytes = new AtomicLong();

    /**
     * Delivers what was just read.
     *
     * @param length how many bytes it is
     * @param write gives them to the sink; what it throws is passed on
     */
    public void of(int length, Runnable write) {
        active = true;
        try {
            write.run();
            bytes.addAndGet(length);
            lastOutput = System.nanoTime();
        } finally {
            active = false;
        }
    }

    /** Whether something read still waits to be taken, because whoever takes it is slow. */
    public boolean isActive() {
        return active;
    }

    /** How much has been delivered. */
    public long bytes() {
        return bytes.get();
    }

    /** When the command wrote last, by {@link System#nanoTime}; what waits to be taken counts as written now. */
    public long lastOutput() {
        return active ? System.nanoTime() : lastOutput;
    }
}
