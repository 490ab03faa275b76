package dev.skep.standalone.faults.check;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.skep.standalone.faults.inject.Injuries;
import dev.skep.standalone.faults.load.Accepted;
import dev.skep.standalone.faults.load.Customer;
import dev.skep.standalone.faults.load.Kind;
import dev.skep.standalone.faults.load.Ledger;
import dev.skep.standalone.faults.site.Grounds;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class JobCheckTest {

    private static final String ID = "job-1";

    private final Instant now = Instant.now();
    private final Injuries injuries = new Injuries();
    private final Ledger ledger = new Ledger();
    private final Map<String, Object> state = new HashMap<>(Map.of("status", "FINISHED", "attempt", 1, "drone",
            "drone-1", "lostAttempts", List.of(), "finishedAt", now.plusSeconds(9).toString()));
    private final List<Map<String, Object>> events = new ArrayList<>();
    @TempDir
    private Path directory;
    private FakeGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = new FakeGateway();
    }

    @AfterEach
    void end() {
        gateway.close();
    }

    @Test
    void findsNothingWrongWithAJobThatIsAsItShouldBe() throws Exception {
        assertThat(findings(Kind.QUICK, "SUCCESS")).isEmpty();
        assertThat(findings(Kind.FAILING, "FAILURE")).isEmpty();
        deploy();
        assertThat(findings(Kind.DEPLOYING, "SUCCESS")).isEmpty();
    }

    @Test
    void findsAJobThatIsNotThere() throws Exception {
        assertThat(check(Kind.QUICK)).containsExactly(Breach.VANISHED);
    }

    @Test
    void findsAJobThatDoesNotEnd() throws Exception {
        state.put("status", "RUNNING");
        assertThat(findings(Kind.QUICK, "SUCCESS")).containsExactly(Breach.STRANDED);
    }

    @Test
    void findsAWrongEnd() throws Exception {
        assertThat(findings(Kind.QUICK, "ERROR")).containsExactly(Breach.WRONG_CONCLUSION);
        assertThat(findings(Kind.FAILING, "SUCCESS")).containsExactly(Breach.WRONG_CONCLUSION);
        assertThat(findings(Kind.QUICK, "CANCELLED")).containsExactly(Breach.WRONG_CONCLUSION);
    }

    @Test
    void findsADeploymentThatRanTwiceOrNever() throws Exception {
        assertThat(findings(Kind.DEPLOYING, "SUCCESS")).containsExactly(Breach.NOT_DEPLOYED);
        deploy();
        deploy();
        assertThat(findings(Kind.DEPLOYING, "SUCCESS")).containsExactly(Breach.DEPLOYED_TWICE);
    }

    @Test
    void letsAPersonDecideOnlyOverADeploymentWhoseDroneWasStruck() throws Exception {
        assertThat(findings(Kind.DEPLOYING, "LOST")).containsExactly(Breach.GIVEN_UP);
        injuries.add("drone-1");
        assertThat(findings(Kind.DEPLOYING, "LOST")).isEmpty();
        assertThat(findings(Kind.QUICK, "LOST")).containsExactly(Breach.GIVEN_UP);
        deploy();
        deploy();
        assertThat(findings(Kind.DEPLOYING, "LOST")).containsExactly(Breach.DEPLOYED_TWICE);
    }

    @Test
    void takesThreeStruckDronesForReasonEnoughToGiveUp() throws Exception {
        injuries.add("drone-1");
        lose(1, -1, 1);
        assertThat(findings(Kind.QUICK, "LOST")).containsExactly(Breach.GIVEN_UP);
        lose(2, -1, 1);
        assertThat(findings(Kind.QUICK, "LOST")).isEmpty();
    }

    @Test
    void doesNotExcuseAJobThatWasGivenUpByABlowThatCameLater() throws Exception {
        injuries.add("drone-1");
        state.put("finishedAt", now.minusSeconds(1).toString());
        assertThat(findings(Kind.DEPLOYING, "LOST")).containsExactly(Breach.GIVEN_UP);
    }

    @Test
    void findsAnAttemptThatNoFaultExplains() throws Exception {
        lose(2, -1, 1);
        injuries.add("drone-2");
        assertThat(findings(Kind.QUICK, "SUCCESS")).containsExactly(Breach.NEEDLESS_ATTEMPT);
        injuries.add("drone-1");
        assertThat(findings(Kind.QUICK, "SUCCESS")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-60, -50", "60, 70"})
    void doesNotExcuseAnAttemptByABlowThatCameLaterOrLongBefore(int assigned, int lost) throws Exception {
        lose(2, assigned, lost);
        injuries.add("drone-1");
        assertThat(findings(Kind.QUICK, "SUCCESS")).containsExactly(Breach.NEEDLESS_ATTEMPT);
    }

    @Test
    void doesNotCountAnAttemptThatOnlyWaitedForItsDrone() throws Exception {
        state.put("lostAttempts", List.of(Map.of("attempt", 1, "drone", "drone-1", "begun", false)));
        assertThat(findings(Kind.QUICK, "SUCCESS")).isEmpty();
    }

    @Test
    void wantsToKnowWhatBecameOfTheProcessesOfAJobThatWasCancelled() throws Exception {
        cancel();
        state.put("cancel", Map.of("deliveredAt", now.toString(), "endedAt", now.toString(), "signalled",
                List.of(Map.of("pid", 4711, "signals", List.of("TERM", "KILL"))), "left", List.of()));
        assertThat(findings(Kind.STUBBORN, "CANCELLED")).isEmpty();
        state.put("cancel", Map.of("signalled", List.of(), "left", List.of()));
        assertThat(findings(Kind.STUBBORN, "CANCELLED")).containsExactly(Breach.EVIDENCE_MISSING);
    }

    private void cancel() throws Exception {
        gateway.takeCancel(ID);
        new Customer(Grounds.under(directory), gateway.gateways(), ledger)
                .cancel(new Accepted(ID, Kind.STUBBORN, now));
    }

    private void lose(int attempt, int assigned, int lost) {
        var attempts = new ArrayList<Object>((List<?>) state.get("lostAttempts"));
        attempts.add(Map.of("attempt", attempt, "drone", "drone-1", "begun", true));
        state.put("lostAttempts", attempts);
        state.put("attempt", attempt + 1);
        events.add(Map.of("attempt", attempt, "type", "job:assigned", "at", now.plusSeconds(assigned).toString()));
        events.add(Map.of("attempt", attempt, "type", "job:lost", "at", now.plusSeconds(lost).toString()));
    }

    private List<Breach> findings(Kind kind, String conclusion) throws Exception {
        var log = new String(kind.log(ID), StandardCharsets.US_ASCII);
        var sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(kind.log(ID)));
        state.put("conclusion", conclusion);
        state.put("log", Map.of("bytes", log.length(), "sha256", sha256, "complete", true));
        var last = Map.<String, Object>of("attempt", state.get("attempt"), "seq", 0, "type", "job:done");
        gateway.job(ID, state, Stream.concat(events.stream(), Stream.of(last)).toList(), log);
        return check(kind);
    }

    private List<Breach> check(Kind kind) throws Exception {
        var check = new JobCheck(gateway.gateways(), ledger, injuries, Deploys.read(deploys()));
        return check.check(new Accepted(ID, kind, Instant.now())).findings().stream().map(Finding::breach).toList();
    }

    private void deploy() throws Exception {
        Files.writeString(deploys(), ID + " attempt 1\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path deploys() {
        return directory.resolve("deploys");
    }
}
