package dev.skep.drone.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.JobInfo;
import dev.skep.message.WireFormat;
import org.jspecify.annotations.Nullable;

/** Reads what an earlier start of the drone left of an execution. */
final class Leftover {

    private final Path directory;
    private final Setup setup;

    Leftover(Path directory, Setup setup) {
        this.directory = directory;
        this.setup = setup;
    }

    /**
     * The spool, as far as it came; nothing when there is no event in it.
     *
     * @throws IOException when that cannot be known now
     */
    Optional<Spool> read() throws IOException {
        var status = setup.statusTrack(directory);
        var output = setup.outputTrack(directory);
        var lastStatus = event(status.takeUp());
        var lastOutput = event(output.takeUp());
        var last = lastStatus == null ? lastOutput : lastStatus;
        var lease = last == null ? null : last.stamp().lease();
        if (last == null || lease == null) {
            return Optional.empty();
        }
        var stamp = last.stamp();
        var execution = new Execution(stamp.job(), stamp.attempt(), lease);
        var spool = new Spool(execution, directory, setup, status, output);
        spool.takeUp(last, new JobInfo(stamp.job(), stamp.attempt(), lease, setup.drone(), stamp.at(),
                spool.lastSeq(), spool.stored(), logBytes(last, lastOutput), null));
        return Optional.of(spool);
    }

    private static @Nullable JobEvent event(@Nullable Entry entry) {
        try {
            return entry != null && WireFormat.decode(entry.body()) instanceof JobEvent event ? event : null;
        } catch (WireFormat.Unreadable ofAnotherVersion) {
            return null;
        }
    }

    private static long logBytes(JobEvent last, @Nullable JobEvent lastOutput) {
        if (last instanceof JobEvent.Done done && done.log() != null) {
            return done.log().bytes();
        }
        return lastOutput instanceof JobEvent.Log log ? log.output().offset() + log.output().bytes().length : 0;
    }
}
