package dev.skep.drone.file;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** A place in the file that does not hold what it must. Never leaves this package. */
final class Unexpected extends RuntimeException {

    private Unexpected(int line, String expected) {
        super(JobFile.NAME + ":" + line + ": " + expected);
    }

    static Unexpected at(Node node, String expected) {
        return at(node.getStartMark().map(Mark::getLine).orElse(0) + 1, expected);
    }

    static Unexpected at(int line, String expected) {
        return new Unexpected(line, expected);
    }
}
