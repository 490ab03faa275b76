package dev.skep.drone.checkout.hg;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import dev.skep.drone.checkout.Checkout;
import dev.skep.drone.checkout.CloningCheckouts;
import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.RemoteUrl;
import dev.skep.drone.checkout.Source;
import dev.skep.drone.checkout.ssh.HostKeys;
import dev.skep.message.Ref;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks Mercurial repositories out, by the {@code hg} program. It has no shallow clones: a job that asks for less history
 * gets all of it.
 */
public final class HgCheckouts extends CloningCheckouts {

    private static final Logger log = LoggerFactory.getLogger(HgCheckouts.class);

    private final HostKeys hostKeys;
    private final Duration silence;

    /**
     * @param silence how long a remote may say nothing
     */
    HgCheckouts(Path clones, HostKeys hostKeys, Duration silence) throws IOException {
        super(clones);
        this.hostKeys = hostKeys;
        this.silence = silence;
    }

    /**
     * Checkouts by the {@code hg} of this machine; empty when it has none, or one that is too old.
     *
     * @param clones where the cached clones are kept; made where needed
     */
    public static Optional<HgCheckouts> installed(Path clones, HostKeys hostKeys) throws IOException {
        var checkouts = new HgCheckouts(clones, hostKeys, SILENCE);
        HgSession.deleteOld(checkouts.clones.directory());
        return checkouts.canRun() ? Optional.of(checkouts) : Optional.empty();
    }

    /** A repository's own configuration can have any program run, so an hg that cannot do without is none. */
    private boolean canRun() throws IOException {
        try (var session = HgSession.open(clones.directory())) {
            var help = session.alone(() -> false).run(silence, "help", "environment");
            if (help.isGood() && !help.out().contains("HGRCSKIPREPO")) {
                log.warn("the hg program here is too old to be used: install Mercurial 6 or newer");
            }
            return help.isGood() && help.out().contains("HGRCSKIPREPO");
        } catch (IOException | Refusal none) {
            log.info("there is no hg program here ({}): jobs with Mercurial go to other drones", none.getMessage());
            return false;
        }
    }

    @Override
    protected Checkout.CheckedOut tryCheckOut(Source source, Ref ref, Path directory, BooleanSupplier cancelled)
            throws Refusal, IOException {
        try (var session = HgSession.open(clones.directory())) {
            return checkOut(session, source, ref, directory, cancelled);
        }
    }

    private Checkout.CheckedOut checkOut(HgSession session, Source source, Ref ref, Path directory,
            BooleanSupplier cancelled) throws Refusal, IOException {
        var url = RemoteUrl.parse(source.url());
        var credentials = url.with(source.credentials());
        var place = clones.place(url, credentials, "hg");
        var hg = session.program(url, credentials, hostKeys, silence, cancelled);
        var clone = new HgClone(place, hg, new HgFailure(url, credentials, hostKeys), silence);
        return place.use(directory, cancelled, () -> {
            var target = place.locked(cancelled, () -> new HgSearch(clone, url).find(ref));
            clone.cloneTo(directory);
            clone.update(directory, target.id());
            return new Checkout.CheckedOut(target.id(), target.branch(), directory, List.of());
        });
    }
}
