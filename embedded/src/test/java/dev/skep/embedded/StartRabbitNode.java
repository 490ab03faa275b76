package dev.skep.embedded;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** Starts a node, prints its process id, and stays. */
final class StartRabbitNode {

    private StartRabbitNode() {}

    public static void main(String[] arguments) throws Exception {
        var dir = Path.of(arguments[0]);
        RabbitNode.start(dir);
        System.out.println(Files.readString(dir.resolve("pid")).strip());
        new CountDownLatch(1).await();
    }
}
