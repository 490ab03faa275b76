package dev.skep.drone.process;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commands of one execution, as processes of the drone's machine. */
final class Processes implements JobEnvironment {

    private static final Logger log = LoggerFactory.getLogger(Processes.class);

    private final Shell shell;
    private final String execution;
    private final Map<String, String> variables;
    private final KillRecipe recipe;
    private final Shells shells = new Shells();
    private final Family all;

    private Processes(Shell shell, String execution, Map<String, String> variables) {
        this.shell = shell;
        this.execution = execution;
        this.variables = Map.copyOf(variables);
        this.recipe = new KillRecipe(shell.grace());
        this.all = new ProcessFamily(shell.owner().of(execution), shells);
    }

    /** @param stop ends all when it completes, though nobody asks */
    static Processes open(Shell shell, String execution, Map<String, String> variables, CompletableFuture<?> stop) {
        var opened = new Processes(shell, execution, variables);
        var since = opened.recipe.accounts();
        stop.thenRunAsync(() -> opened.recipe.endAll(opened.all, since), shell.threads());
        return opened;
    }

    @Override
    public Map<String, String> variables() {
        return variables;
    }

    @Override
    public Ending run(Script script, Limits limits, OutputSink sink, CompletableFuture<?> stop)
            throws InterruptedException {
        Process process;
        try {
            process = shell.start(script);
        } catch (IOException e) {
            return Ending.NotStarted.of(script, String.valueOf(e.getMessage()));
        }
        shells.add(process.toHandle());
        try {
            var command = command(process, script, sink);
            return new Supervision(script, command, shell.threads()).untilEnd(limits, stop);
        } finally {
            shells.forgetEmptySoon(shell.threads());
        }
    }

    private RunningCommand command(Process process, Script script, OutputSink sink) {
        var its = new Shells();
        its.add(process.toHandle());
        var family = new ProcessFamily(shell.owner().of(script.mark()), its);
        var since = recipe.accounts();
        return new ProcessCommand(process, new Pumps(process, sink, shell.threads()), () -> recipe.end(family),
                () -> recipe.endAll(all, since));
    }

    @Override
    public Evidence endAll() {
        var outcome = recipe.endAll(all, recipe.accounts());
        return recipe.account(outcome.left());
    }

    @Override
    public void close() {
        var left = endAll().left();
        if (!left.isEmpty()) {
            log.warn("processes {} of execution {} cannot be ended: end them by hand", left, execution);
        }
    }
}
