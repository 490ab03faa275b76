package dev.skep.drone.process;

/** Takes what a command writes. Each stream comes from one thread, the other perhaps from another. */
public interface OutputSink {

    /** A standard stream of a command. */
    enum Source {
        STDOUT, STDERR
    }

    /** The first {@code length} bytes were just read; the array is used again afterwards. */
    void write(Source source, byte[] bytes, int length);

    /** Nothing more will come from this stream. */
    void end(Source source);
}
