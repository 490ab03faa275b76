package dev.skep.standalone.faults.inject;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What was timed, and what never came. */
public final class Measures {

    private final List<Time> times = new CopyOnWriteArrayList<>();
    private final List<Never> never = new CopyOnWriteArrayList<>();

    /**
     * One time.
     *
     * @param detail whose it is: a job's id; empty where the measure says all
     */
    public record Time(Measure measure, String fault, long nanos, String detail) {}

    /**
     * What should have come and did not, for as long as it was waited for.
     *
     * @param detail which job, or what was missing
     */
    public record Never(Measure measure, String fault, String detail) {}

    /** Notes a time. */
    public void add(Measure measure, Fault fault, long nanos) {
        add(measure, fault, nanos, "");
    }

    /** Notes the time of a job. */
    public void add(Measure measure, Fault fault, long nanos, String job) {
        times.add(new Time(measure, fault.kind(), nanos, job));
    }

    /** Notes that it did not come. */
    public void addNever(Measure measure, Fault fault, String detail) {
        never.add(new Never(measure, fault.kind(), detail));
    }

    /** All times. */
    public List<Time> times() {
        return new ArrayList<>(times);
    }

    /** All that never came. */
    public List<Never> never() {
        return new ArrayList<>(never);
    }
}
