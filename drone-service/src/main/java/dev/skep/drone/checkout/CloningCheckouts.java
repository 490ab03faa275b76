package dev.skep.drone.checkout;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

import dev.skep.message.Ref;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checkouts by way of cached clones: what they share whatever the version control program. */
public abstract class CloningCheckouts implements Checkouts {

    /** How long a remote may say nothing before it is given up. */
    protected static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(CloningCheckouts.class);

    /** The cache. */
    protected final CloneCache clones;

    /** Keeps its cached clones in this directory; makes it where needed. */
    protected CloningCheckouts(Path clones) throws IOException {
        this.clones = new CloneCache(clones);
    }

    /** Tells all that goes wrong, and logs what the project's people cannot mend. */
    @Override
    public final Checkout checkOut(Source source, Ref ref, Path directory, BooleanSupplier cancelled) {
        try {
            return tryCheckOut(source, ref, directory, cancelled);
        } catch (Refusal e) {
            return new Checkout.Failed(e.reason());
        } catch (IOException e) {
            log.warn("checkout of {} failed", directory.getFileName(), e);
            return new Checkout.Failed("the drone could not check the code out: " + e.getMessage());
        }
    }

    /**
     * Checks out, or says why not.
     *
     * @throws Refusal when it cannot be done as asked
     * @throws IOException when something fails on this machine
     */
    protected abstract Checkout.CheckedOut tryCheckOut(Source source, Ref ref, Path directory,
            BooleanSupplier cancelled) throws Refusal, IOException;
}
