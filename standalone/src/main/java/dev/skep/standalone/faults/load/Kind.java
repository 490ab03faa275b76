package dev.skep.standalone.faults.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.skep.message.Conclusion;
import dev.skep.message.JobType;

/** The kinds of jobs. What each writes follows from its id alone, so that no piece can be missing or come twice unseen. */
public enum Kind {

    /** Over at once: some KB of standard output, then some of standard error. */
    QUICK("quick.yml", Conclusion.SUCCESS) {
        @Override
        String output(String job) {
            return lines(1, 60, n -> job + " out " + n) + lines(1, 20, n -> job + " err " + n);
        }
    },
    /** Writes line after line for six seconds. */
    SLOW("slow.yml", Conclusion.SUCCESS) {
        @Override
        String output(String job) {
            return lines(1, 30, n -> job + " line " + n);
        }
    },
    /** Writes a megabyte. */
    CHATTY("chatty.yml", Conclusion.SUCCESS) {
        @Override
        String output(String job) {
            return lines(1, 7500, n -> job + " %0100d".formatted(n));
        }
    },
    /** A command of it fails. */
    FAILING("failing.yml", Conclusion.FAILURE) {
        @Override
        String output(String job) {
            return job + " fails\n";
        }
    },
    /** Tests, and then deploys for a second and a half. */
    DEPLOYING("deploying.yml", Conclusion.SUCCESS) {
        @Override
        String output(String job) {
            return lines(1, 5, n -> job + " tested " + n) + lines(1, 8, n -> job + " deployed " + n);
        }
    },
    /** Never ends by itself, ignores SIGTERM, and has children that do, too, and cut themselves off. To be cancelled. */
    STUBBORN("stubborn.yml", Conclusion.CANCELLED) {
        @Override
        String output(String job) {
            return job + " holds on\n";
        }
    };

    private final String file;
    private final Conclusion conclusion;

    Kind(String file, Conclusion conclusion) {
        this.file = file;
        this.conclusion = conclusion;
    }

    abstract String output(String job);

    private static String lines(int first, int last, IntFunction<String> line) {
        return IntStream.rangeClosed(first, last).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
    }

    /** The log of such a job, when it was not cut short. */
    public byte[] log(String job) {
        return output(job).getBytes(StandardCharsets.US_ASCII);
    }

    /** How it ends when nothing cuts it short. */
    public Conclusion conclusion() {
        return conclusion;
    }

    /** Whether it deploys. */
    public boolean deploys() {
        return type().deploys();
    }

    JobType type() {
        return this == DEPLOYING ? JobType.TEST_AND_DEPLOY : JobType.TEST;
    }

    /** The branch whose job file it is. */
    String branch() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The resource that holds its job file. */
    String file() {
        return file;
    }
}
