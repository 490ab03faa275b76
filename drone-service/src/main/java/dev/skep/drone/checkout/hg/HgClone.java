package dev.skep.drone.checkout.hg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import dev.skep.drone.checkout.ClonePlace;
import dev.skep.drone.checkout.DamagedClone;
import dev.skep.drone.checkout.Refusal;
import dev.skep.drone.checkout.Refusals;
import dev.skep.drone.checkout.RemoteUrl.Scheme;
import org.jspecify.annotations.Nullable;

/**
 * A clone without files that lives on between jobs. A job's own clone has all data once more: hard links, as hg makes them
 * between directories, would let a job that may write to its own files change those of all others.
 */
final class HgClone {

    private static final String NOTHING = "0".repeat(40);

    private final ClonePlace place;
    private final HgProgram hg;
    private final HgFailure failure;
    private final Duration silence;

    HgClone(ClonePlace place, HgProgram hg, HgFailure failure, Duration silence) {
        this.place = place;
        this.hg = hg;
        this.failure = failure;
        this.silence = silence;
    }

    /** The id that the remote has for this name; null for none. */
    @Nullable
    String lookUp(String name) throws Refusal, IOException {
        var asked = failure.url().scheme() == Scheme.FILE ? Revision.quoted(name) : name;
        var result = hg.run(silence, "identify", "--rev=" + asked, "--template={node}", "--", HgSession.REMOTE);
        if (!result.isGood() && !HgFailure.isUnknownRevision(result)) {
            throw failure.explain(result);
        }
        place.prove();
        var found = result.out();
        return !result.isGood() || found.equals(NOTHING) || Revision.isAbbreviation(name, found) ? null : found;
    }

    /**
     * Whether the clone has this changeset.
     *
     * @throws DamagedClone when it cannot say
     */
    boolean has(String id) throws Refusal, IOException {
        if (Files.notExists(place.directory())) {
            return false;
        }
        var result = hg.run("--repository=" + place.directory(), "log", "--rev=" + id, "--template={node}");
        if (!result.isGood() && !HgFailure.isUnknownRevision(result)) {
            throw new DamagedClone(HgFailure.brief(result.err()));
        }
        return result.isGood();
    }

    /** Whether what it has may be read without asking the remote first. */
    boolean isProven() {
        return place.isProven();
    }

    /**
     * Fetches a changeset, with all before it.
     *
     * @throws Refusal when the remote has it not, or does not give it
     */
    void pull(String id) throws Refusal, IOException {
        if (Files.notExists(place.directory())) {
            require(hg.run("init", "--", place.directory().toString()));
        }
        var result = hg.run("--repository=" + place.directory(), "pull", "--quiet", "--rev=" + id, "--",
                HgSession.REMOTE);
        requireSound(result);
        if (!result.isGood()) {
            throw HgFailure.isUnknownRevision(result)
                    ? new Refusal(Refusals.noCommit(failure.url(), id))
                    : failure.explain(result);
        }
    }

    /** Makes a job's own clone, without files yet. Others may pull meanwhile, which hg's readers do not mind. */
    void cloneTo(Path directory) throws Refusal, IOException {
        Files.createDirectories(directory.toAbsolutePath().getParent());
        require(hg.run("clone", "--quiet", "--noupdate", "--pull", "--", place.directory().toString(),
                directory.toString()));
        Files.writeString(directory.resolve(".hg/hgrc"), "[paths]\ndefault = " + failure.url().shown() + "\n");
    }

    /** Brings the files of a changeset into a job's clone. */
    void update(Path directory, String id) throws Refusal, IOException {
        var result = hg.run("--repository=" + directory, "update", "--quiet", "--clean", "--rev=" + id);
        if (result.err().contains("subrepos not enabled")) {
            throw new Refusal("changeset " + id + " has subrepositories (.hgsub), which drones do not check out: take"
                    + " them out, and fetch what they hold in the job's commands");
        }
        require(result);
    }

    private static void require(HgProgram.Result result) throws IOException {
        requireSound(result);
        if (!result.isGood()) {
            throw new IOException("hg: " + HgFailure.brief(result.err()));
        }
    }

    private static void requireSound(HgProgram.Result result) throws DamagedClone {
        if (HgFailure.isDamage(result)) {
            throw new DamagedClone(HgFailure.brief(result.err()));
        }
    }
}
