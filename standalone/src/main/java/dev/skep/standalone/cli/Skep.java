package dev.skep.standalone.cli;

import dev.skep.standalone.CannotStart;
import dev.skep.standalone.DemoCommand;
import dev.skep.standalone.UpCommand;
import dev.skep.standalone.bench.BenchCommand;
import dev.skep.standalone.faults.FaultsCommand;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;

/** The {@code skep} command line. */
@Command(name = "skep", description = "A continuous-integration job system.", mixinStandardHelpOptions = true, scope = ScopeType.INHERIT, subcommands = {
        UpCommand.class, DemoCommand.class, BenchCommand.class, FaultsCommand.class})
public final class Skep {

    private Skep() {}

    public static void main(String[] args) {
        // Two applications in one process must not both set up the logging: logback.xml does.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        // The embedded broker halts the process on an unexpected failure, unless somebody else cares.
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, e) -> LoggerFactory.getLogger(Skep.class).error("{} ended by a failure", thread.getName(), e));
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        var line = new CommandLine(new Skep()).setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((e, command, result) -> {
            if (!(e instanceof CannotStart)) {
                throw e;
            }
            command.getErr().println(command.getColorScheme().errorText("skep: " + e.getMessage()));
            return CommandLine.ExitCode.SOFTWARE;
        });
        System.exit(line.execute(args));
    }
}
