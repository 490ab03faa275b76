package dev.skep.standalone;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.skep.message.JobEvent;
import dev.skep.message.WireFormat;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

import static java.nio.charset.StandardCharsets.UTF_8;

/** {@code skep demo}: the whole path once, from a push to the end of its job, against a running {@code up} or its own. */
@Command(name = "demo", description = "Makes a small git repository, registers it, pushes, and shows the job run.")
public final class DemoCommand implements Callable<Integer> {

    private static final String PROJECT = "demo";
    private static final String JOB_FILE = """
            env: { GREETING: hello }
            prepare: echo "preparing on $(uname -s)"
            test:
              - echo "$GREETING from job $SKEP_JOB_NUMBER of $SKEP_PROJECT at $(git log -1 --format=%h)"
              - { name: Count, run: "for i in 1 2 3; do echo line $i; sleep 0.3; done" }
              - echo "and this went to stderr" >&2
            """;

    @Mixin
    private Settings settings = new Settings();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var home = settings.openHome();
        var running = new Api("http://127.0.0.1:" + settings.port, HomeSecret.ADMIN_TOKEN.in(home));
        if (running.answers()) {
            return show(running, home);
        }
        settings.port = 0;
        out().println("Starting Skep for the demo; ./skep up keeps one running.");
        out().flush();
        try (var own = Standalone.start(settings)) {
            return show(new Api(own.address(), own.token()), home);
        }
    }

    private int show(Api api, Path home) throws IOException, InterruptedException, GitAPIException,
            GeneralSecurityException {
        var directory = Files.createDirectories(home.resolve("demo")).resolve("repository");
        var secret = UUID.randomUUID().toString();
        say("register %s as project %s", directory, PROJECT);
        api.put("/api/v1/projects/" + PROJECT, Map.of("repo", Map.of("url", directory.toUri().toString(), "vcs", "git"),
                "webhookSecret", secret, "branches", List.of(Map.of("pattern", "*", "type", "TEST"))));
        var job = push(api, commit(directory), secret);
        say("job %s: %s/job.html?id=%s", job, api.address(), job);
        api.follow(job, this::print);
        var conclusion = api.get("/api/v1/jobs/" + job).path("conclusion").asString();
        say("conclusion %s", conclusion);
        return conclusion.equals("SUCCESS") ? 0 : 1;
    }

    private String commit(Path directory) throws IOException, GitAPIException {
        try (var git = Git.init().setDirectory(directory.toFile()).setInitialBranch("main").call()) {
            Files.writeString(directory.resolve("skep.yml"), JOB_FILE);
            git.add().addFilepattern("skep.yml").call();
            var commit = git.commit().setAllowEmpty(true).setSign(false).setAuthor("Demo", "demo@example.org")
                    .setCommitter("Demo", "demo@example.org").setMessage("Try Skep").call().name();
            say("commit %s to branch main", commit);
            return commit;
        }
    }

    /** Says to the webhook what GitHub would say. */
    private String push(Api api, String commit, String secret)
            throws IOException, InterruptedException, GeneralSecurityException {
        var payload = JsonMapper.shared().writeValueAsBytes(Map.of("ref", "refs/heads/main", "after", commit,
                "head_commit", Map.of("message", "Try Skep", "author", Map.of("name", "Demo", "email",
                        "demo@example.org"))));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        say("push: POST /hooks/github/%s", PROJECT);
        return api.post("/hooks/github/" + PROJECT, payload, "X-GitHub-Event", "push", "X-GitHub-Delivery",
                UUID.randomUUID().toString(), "X-Hub-Signature-256",
                "sha256=" + HexFormat.of().formatHex(mac.doFinal(payload))).path("id").asString();
    }

    private boolean print(JobEvent event) {
        switch (event) {
            case JobEvent.Log output -> out().print(output.output().text());
            case JobEvent.CommandStarted command -> say("$ %s", command.screencmd());
            case JobEvent.PluginData data -> say("%s: %s", data.plugin(), data.data());
            case JobEvent.Status status -> say("%s", WireFormat.typeOf(status));
        }
        out().flush();
        return true;
    }

    private void say(String format, Object... arguments) {
        out().printf("--- " + format + "%n", arguments);
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
