package dev.skep.gateway.job;

import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The answer to whoever started a job.
 *
 * @param url where the job can be asked for
 */
public record AcceptedJob(String id, long number, String url) {

    /** The answer that this job is in the store and will run. */
    public static ResponseEntity<AcceptedJob> answer(Job job) {
        var url = ServletUriComponentsBuilder.fromCurrentContextPath().path("/api/v1/jobs/{id}").build(job.id());
        return ResponseEntity.accepted().location(url)
                .body(new AcceptedJob(job.id(), job.order().number(), url.toString()));
    }
}
