package dev.skep.drone.checkout;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

import dev.skep.message.Ref;

/** Checks repositories of one version control program out. Jobs of one repository may come at once. */
public interface Checkouts {

    /**
     * Checks a state of a repository out into a directory that is not there yet.
     *
     * @param cancelled asked now and then while fetching, to end it early
     */
    Checkout checkOut(Source source, Ref ref, Path directory, BooleanSupplier cancelled);
}
