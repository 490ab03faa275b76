package dev.skep.drone.process;

import java.util.Map;

import dev.skep.drone.process.ProcessTable.Row;
import dev.skep.testing.Patience;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ShellsTest {

    private final Shells shells = new Shells();

    @Test
    void forgetsSoonThatAShellLedASessionWhenNobodyIsInItAnyMore() throws Exception {
        var shell = shell();
        assertThat(shells.hold(inSessionOf(shell), nobody())).isTrue();

        shells.forgetEmptySoon(Runnable::run);

        Patience.await().until(() -> !shells.hold(inSessionOf(shell), nobody()));
    }

    @Test
    void forgetsWhoEndedWhileALookWasToCome() throws Exception {
        shells.forgetEmptySoon(Runnable::run);
        var shell = shell();

        shells.forgetEmptySoon(Runnable::run);

        Patience.await().until(() -> !shells.hold(inSessionOf(shell), nobody()));
    }

    /** One that has ended. */
    private Process shell() throws Exception {
        var shell = new ProcessBuilder("true").start();
        shells.add(shell.toHandle());
        shell.waitFor();
        return shell;
    }

    /** Some process: it has the same session if the number of the shell is given to another leader. */
    private static Row inSessionOf(Process shell) {
        return new Row(ProcessHandle.current(), "daemon", 1, shell.pid());
    }

    private static ProcessTable nobody() {
        return new ProcessTable(Map.of());
    }
}
