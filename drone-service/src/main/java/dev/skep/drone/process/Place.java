package dev.skep.drone.process;

import java.nio.file.Path;
import java.util.List;

import dev.skep.message.ExecutorConfig;

/**
 * What the commands of one execution find around them.
 *
 * @param execution the execution's own name: its lease
 * @param directory what they may read and write: the checkout lies in it
 * @param readable directories that they may read besides, such as the clone whose objects the checkout shares
 * @param config how they are to run
 */
public record Place(String execution, Path directory, List<Path> readable, ExecutorConfig config) {

    public Place {
        readable = List.copyOf(readable);
    }
}
