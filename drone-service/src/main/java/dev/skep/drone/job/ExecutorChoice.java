package dev.skep.drone.job;

import dev.skep.drone.job.Plan.Contradiction;
import dev.skep.message.ExecutorConfig;
import org.jspecify.annotations.Nullable;

/** How commands run, from what the project says and what the repository says: the project's word holds. */
final class ExecutorChoice {

    private ExecutorChoice() {}

    /** Null when neither says anything. */
    static @Nullable ExecutorConfig of(@Nullable ExecutorConfig project, @Nullable ExecutorConfig file)
            throws Contradiction {
        if (project == null || file == null) {
            return project == null ? file : project;
        }
        if (!project.type().equals(file.type())) {
            throw new Contradiction(
                    "skep.yml asks for the executor " + file.type() + ", but the project runs its jobs by "
                            + project.type() + ": take the executor out of skep.yml, or change the project's");
        }
        return new ExecutorConfig(project.type(), either(project.image(), file.image()),
                either(project.memory(), file.memory()), either(project.cpus(), file.cpus()),
                either(project.pids(), file.pids()), either(project.network(), file.network()),
                either(project.user(), file.user()));
    }

    private static <T> @Nullable T either(@Nullable T first, @Nullable T second) {
        return first == null ? second : first;
    }
}
