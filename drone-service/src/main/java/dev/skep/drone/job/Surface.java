package dev.skep.drone.job;

import java.nio.file.Path;
import java.util.HashMap;

import dev.skep.drone.checkout.Checkout.CheckedOut;
import dev.skep.drone.file.JobFile;
import dev.skep.drone.plugin.PluginJob;
import dev.skep.message.JobData;
import dev.skep.plugin.Config;
import dev.skep.plugin.Job;

/**
 * The side of a job that plugins see.
 *
 * @param temporary a directory for the job alone
 */
record Surface(JobData job, CheckedOut code, Path temporary) {

    Job job(Config config, JobSecrets secrets, JobFile file) {
        var open = new HashMap<String, String>();
        secrets.variables().forEach((name, secret) -> open.put(name, secret.value()));
        return new PluginJob(job, code, temporary, config, open, file.phases().keySet());
    }
}
