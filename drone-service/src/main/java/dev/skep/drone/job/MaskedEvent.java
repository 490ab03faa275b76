package dev.skep.drone.job;

import dev.skep.drone.secret.Masker;
import dev.skep.message.JobEvent;
import dev.skep.message.JobEvent.Signalled;
import org.jspecify.annotations.Nullable;

/**
 * Events without secrets, and of bounded size, in what people, files or plugins had a say in. Output is masked before, as a
 * stream.
 */
final class MaskedEvent {

    /** All commands of a job are in one document of the store. */
    private static final int MOST_COMMAND = 2000;
    private static final int MOST_NAME = 200;
    private static final int MOST_REASON = 4000;

    private MaskedEvent() {}

    /** Masked first: a part of a secret is not found. */
    private static String shown(String text, int most, Masker masker) {
        var masked = masker.mask(text);
        return masked.length() > most ? masked.substring(0, most - 1) + "…" : masked;
    }

    /** Why something did not succeed, as events may say it. */
    static String reason(String text, Masker masker) {
        return shown(text, MOST_REASON, masker);
    }

    private static @Nullable String shownOrNull(@Nullable String text, int most, Masker masker) {
        return text == null ? null : shown(text, most, masker);
    }

    /** Programs have the names that a job gives them. */
    private static Signalled masked(Signalled told, Masker masker) {
        return new Signalled(told.pid(), shown(told.program(), MOST_NAME, masker), told.signals());
    }

    static JobEvent of(JobEvent event, Masker masker) {
        return switch (event) {
            case JobEvent.CommandStarted e -> new JobEvent.CommandStarted(e.stamp(), e.num(), e.phase(),
                    shown(e.screencmd(), MOST_COMMAND, masker), shownOrNull(e.name(), MOST_NAME, masker));
            case JobEvent.PluginData e -> new JobEvent.PluginData(e.stamp(), e.plugin(), masker.mask(e.data()));
            case JobEvent.Requeued e ->
                new JobEvent.Requeued(e.stamp(), reason(e.reason(), masker), e.needs());
            case JobEvent.Done e -> new JobEvent.Done(e.stamp(), e.conclusion(),
                    e.reason() == null ? null : reason(e.reason(), masker), e.log());
            case JobEvent.Cancelled e -> new JobEvent.Cancelled(e.stamp(), e.by(),
                    e.signalled().stream().map(told -> masked(told, masker)).toList(), e.left());
            case JobEvent.Log e -> e;
            case JobEvent.Queued e -> e;
            case JobEvent.Assigned e -> e;
            case JobEvent.Accepted e -> e;
            case JobEvent.Started e -> e;
            case JobEvent.CheckedOut e -> e;
            case JobEvent.CommandDone e -> e;
            case JobEvent.Tested e -> e;
            case JobEvent.Deployed e -> e;
            case JobEvent.Truncated e -> e;
            case JobEvent.Cancelling e -> e;
            case JobEvent.Lost e -> e;
        };
    }
}
