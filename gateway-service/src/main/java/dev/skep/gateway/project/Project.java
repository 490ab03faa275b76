package dev.skep.gateway.project;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import dev.skep.message.ExecutorConfig;
import dev.skep.message.JobType;
import dev.skep.message.PluginUse;
import dev.skep.message.Repo;
import dev.skep.message.Sealed;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.util.PatternMatchUtils;

/**
 * A repository that Skep runs jobs for. All that is secret of it is sealed.
 *
 * @param name its name, unique
 * @param repo where the code is
 * @param webhook what webhooks are signed with; null when none are taken
 * @param secrets environment variables for the commands of its jobs, by name
 * @param plugins the plugins of its jobs, in the order in which they run
 * @param branches what a push to each branch does, first match first; empty means {@code TEST} for all
 * @param executor how commands run; null for what {@code skep.yml} or the drone says
 * @param timeout the longest that one of its jobs may run, null for the drones' own limit
 * @param onLost what becomes of a job whose drone is lost
 * @param forkSecrets whether jobs of a fork's pull requests get the secrets
 * @param dependencies the projects whose success starts jobs of this one
 */
@Document("projects")
public record Project(@Id String name, Repo repo, @Nullable Sealed webhook, Map<String, Sealed> secrets,
        List<PluginSetting> plugins, List<Branch> branches, @Nullable ExecutorConfig executor,
        @Nullable Duration timeout, OnLost onLost, Boolean forkSecrets, List<Dependency> dependencies) {

    /** Documents of earlier versions lack what is newer than they are. */
    public Project {
        secrets = Map.copyOf(Objects.requireNonNullElse(secrets, Map.of()));
        plugins = List.copyOf(Objects.requireNonNullElse(plugins, List.of()));
        branches = List.copyOf(branches);
        onLost = Objects.requireNonNullElse(onLost, OnLost.RETRY);
        forkSecrets = Objects.requireNonNullElse(forkSecrets, false);
        dependencies = List.copyOf(Objects.requireNonNullElse(dependencies, List.of()));
    }

    /**
     * What a push to a branch does.
     *
     * @param pattern the branch's name, {@code *} standing for any characters
     * @param type the type of the job that it starts
     * @param plugins what is different there with plugins
     */
    public record Branch(String pattern, JobType type, List<PluginSetting> plugins) {

        public Branch {
            plugins = List.copyOf(Objects.requireNonNullElse(plugins, List.of()));
        }
    }

    /**
     * A project whose success starts a job here.
     *
     * @param project its name
     * @param pattern the branches of it that count, {@code *} standing for any characters
     * @param branch the branch here; null for the one of the same name
     */
    public record Dependency(String project, String pattern, @Nullable String branch) {}

    /** The type of job that a push to this branch starts; null when it starts none. */
    public @Nullable JobType typeFor(String branch) {
        return branches.isEmpty() ? JobType.TEST : ruleFor(branch).map(Branch::type).orElse(null);
    }

    /** The plugins of a job by the rules of this branch; null for the project's alone. */
    public List<PluginUse> pluginsFor(@Nullable String branch) {
        var rule = branch == null ? Optional.<Branch>empty() : ruleFor(branch);
        return PluginSetting.merged(plugins, rule.map(Branch::plugins).orElse(List.of()));
    }

    private Optional<Branch> ruleFor(String branch) {
        return branches.stream().filter(rule -> PatternMatchUtils.simpleMatch(rule.pattern, branch)).findFirst();
    }

    /** The branch here that follows this branch of the other project; null when none does. */
    public @Nullable String branchAfter(String project, String branch) {
        return dependencies.stream().filter(
                other -> other.project.equals(project) && PatternMatchUtils.simpleMatch(other.pattern, branch))
                .findFirst().map(other -> other.branch == null ? branch : other.branch).orElse(null);
    }
}
