package dev.skep.drone.shipped;

import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.skep.message.Phase;
import dev.skep.plugin.Job;
import dev.skep.plugin.Plugin;
import dev.skep.plugin.Setting;
import dev.skep.plugin.Steps;
import dev.skep.plugin.Work;

/** Environment variables that are no secret. */
public final class EnvPlugin implements Plugin {

    private static final String VARIABLES = "variables";

    @Override
    public String id() {
        return "env";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Setting.required(VARIABLES, Setting.Type.MAP, "environment variables, by name"));
    }

    @Override
    public Work begin(Job job) {
        return new Variables(job.config().map(VARIABLES));
    }

    private record Variables(Map<String, String> environment) implements Work {

        @Override
        public Set<Phase> phases() {
            return Set.of();
        }

        @Override
        public void run(Phase phase, Steps steps) {
            // it takes part in none
        }
    }
}
