package dev.skep.drone.job;

import dev.skep.drone.secret.Masker;
import dev.skep.message.JobEvent;

/** Events without secrets in what people, files or plugins had a say in. Output is masked before, as a stream. */
final class MaskedEvent {

    private MaskedEvent() {}

    static JobEvent of(JobEvent event, Masker masker) {
        return switch (event) {
            case JobEvent.CommandStarted e -> new JobEvent.CommandStarted(e.stamp(), e.num(), e.phase(),
                    masker.mask(e.screencmd()), e.name() == null ? null : masker.mask(e.name()));
            case JobEvent.PluginData e -> new JobEvent.PluginData(e.stamp(), e.plugin(), masker.mask(e.data()));
            case JobEvent.Requeued e -> new JobEvent.Requeued(e.stamp(), masker.mask(e.reason()), e.needs());
            case JobEvent.Done e -> new JobEvent.Done(e.stamp(), e.conclusion(),
                    e.reason() == null ? null : masker.mask(e.reason()), e.log());
            case JobEvent.Log e -> e;
            case JobEvent.Queued e -> e;
            case JobEvent.Assigned e -> e;
            case JobEvent.Accepted e -> e;
            case JobEvent.Started e -> e;
            case JobEvent.CheckedOut e -> e;
            case JobEvent.CommandDone e -> e;
            case JobEvent.Tested e -> e;
            case JobEvent.Deployed e -> e;
            case JobEvent.Lost e -> e;
        };
    }
}
