package dev.skep.standalone;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code skep up}: everything in this process, in the foreground. */
@Command(name = "up", description = "Starts everything in one process, in the foreground.")
public final class UpCommand implements Callable<Integer> {

    @Mixin
    private Settings settings = new Settings();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        settings.openHome();
        var stopped = new CountDownLatch(1);
        var running = Standalone.start(settings);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            out.println("Stopping: jobs that run have a moment to end.");
            out.flush();
            running.close();
            stopped.countDown();
        }, "stop"));
        announce(out, running);
        stopped.await();
        return 0;
    }

    private void announce(PrintWriter out, Standalone running) {
        out.printf("Skep is up at %s%n", running.address());
        out.printf("  sign in (works once): %s%n", running.signInAddress());
        out.printf("  admin token:          %s%n", HomeSecret.ADMIN_TOKEN.file(settings.home));
        out.println("Ctrl-C stops it; the next start goes on where this one ended.");
        out.flush();
    }
}
