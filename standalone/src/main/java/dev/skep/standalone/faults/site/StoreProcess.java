package dev.skep.standalone.faults.site;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CountDownLatch;

import dev.skep.embedded.EmbeddedStore;

/** The embedded store as a process of its own, so that it can be frozen and killed. */
final class StoreProcess {

    private StoreProcess() {}

    /**
     * Runs until it is killed.
     *
     * @param arguments the store's file, and the file to write its port to
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var store = EmbeddedStore.start(Path.of(arguments[0]));
        var port = URI.create(store.uri("skep")).getPort();
        var file = Path.of(arguments[1]);
        var unfinished = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), Integer.toString(port));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        new CountDownLatch(1).await();
    }
}
