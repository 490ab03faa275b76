package dev.skep.message;

import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * New history is in the store. Gateway to all gateways, so that whoever watches one of these jobs reads on.
 *
 * @param jobs the ids of the jobs that have new events
 * @param events those of the new events that tell where a job is
 */
@JsonTypeName("job:recorded")
public record JobRecorded(Set<String> jobs, List<JobEvent.Status> events) implements Message {

    public JobRecorded {
        jobs = Set.copyOf(jobs);
        events = List.copyOf(events);
    }
}
