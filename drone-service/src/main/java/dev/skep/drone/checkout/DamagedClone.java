package dev.skep.drone.checkout;

import java.io.IOException;

/** A cached clone cannot be read any more. Only {@link ClonePlace#use} catches it, to have the clone made anew. */
public final class DamagedClone extends IOException {

    /** Damage, told by what is wrong. */
    public DamagedClone(String what) {
        super("the cached clone is damaged: " + what);
    }

    /** Damage, told by what came of it. */
    public DamagedClone(Exception cause) {
        super("the cached clone is damaged: " + cause.getMessage(), cause);
    }
}
