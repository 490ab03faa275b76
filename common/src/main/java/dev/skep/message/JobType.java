package dev.skep.message;

/** Which of a job's phases run. */
public enum JobType {
    /** Tests only. */
    TEST,
    /** Deploys without testing. */
    DEPLOY,
    /** Tests, and deploys when the tests passed. */
    TEST_AND_DEPLOY;

    /** Whether the test phase runs. */
    public boolean tests() {
        return this != DEPLOY;
    }

    /** Whether the deploy phase may run. */
    public boolean deploys() {
        return this != TEST;
    }
}
