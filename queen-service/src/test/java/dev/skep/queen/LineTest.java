package dev.skep.queen;

import java.time.Instant;
import java.util.List;

import dev.skep.message.JobData;
import dev.skep.message.JobNotice.Pending.Code;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LineTest {

    private final Line line = new Line();

    private Line.Waiting add(JobData job) {
        return line.add(job, false, Instant.EPOCH);
    }

    private List<String> order() {
        return line.all().stream().map(waiting -> waiting.job.id()).toList();
    }

    @Test
    void putsHigherPriorityFirstAndThenFirstComeFirst() {
        add(TestJobs.job("usual"));
        add(TestJobs.urgent("urgent", 5));
        add(TestJobs.urgent("can wait", -1));
        add(TestJobs.job("usual too"));
        add(TestJobs.urgent("urgent too", 5));
        assertThat(order()).containsExactly("urgent", "urgent too", "usual", "usual too", "can wait");
    }

    @Test
    void keepsThePlaceOfWhatTheBrokerDeliversAgain() {
        var first = add(TestJobs.job("first"));
        first.told = new Decision.Waits(Code.ALL_FULL, "full");
        add(TestJobs.job("second"));
        var again = add(TestJobs.job("first"));
        assertThat(order()).containsExactly("first", "second");
        assertThat(first.placed).isDone();
        assertThat(again.placed).isNotDone();
        assertThat(again.told).isEqualTo(first.told);
        assertThat(line.size()).isEqualTo(2);
    }

    @Test
    void putsWhatHadBeenPlacedBeforeWhatNeverWasButNotBeforeHigherPriority() {
        add(TestJobs.job("new"));
        add(TestJobs.urgent("urgent", 1));
        line.add(TestJobs.job("came back"), true, Instant.EPOCH);
        line.add(TestJobs.job("came back too"), true, Instant.EPOCH);
        assertThat(order()).containsExactly("urgent", "came back", "came back too", "new");
    }

    @Test
    void takesInAgainWhatFoundNoQueue() {
        var unlucky = add(TestJobs.job("unlucky"));
        add(TestJobs.job("next"));
        line.remove(unlucky);
        line.addAgain(unlucky);
        assertThat(order()).containsExactly("unlucky", "next");
        assertThat(line.find("unlucky")).isSameAs(unlucky);
    }
}
