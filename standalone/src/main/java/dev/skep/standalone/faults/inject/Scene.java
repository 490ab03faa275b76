package dev.skep.standalone.faults.inject;

import java.util.random.RandomGenerator;

import dev.skep.standalone.faults.load.Customer;
import dev.skep.standalone.faults.load.RollCall;
import dev.skep.standalone.faults.load.Watch;
import dev.skep.standalone.faults.site.JobProcesses;
import dev.skep.standalone.faults.site.Member;
import dev.skep.standalone.faults.site.Member.Role;
import dev.skep.standalone.faults.site.Site;

/**
 * Where faults happen.
 *
 * @param injuries told of each drone whose jobs may be lost by a fault
 * @param random decides what a fault leaves open
 */
public record Scene(Site site, Customer customer, Watch watch, RollCall rollCall, JobProcesses processes,
        Measures measures,
        Injuries injuries, RandomGenerator random) {

    /** The service of this role and number, from 0. */
    Member member(Role role, int number) {
        return site.members(role).get(number);
    }
}
