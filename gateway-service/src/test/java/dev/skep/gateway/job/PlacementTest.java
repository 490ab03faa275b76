package dev.skep.gateway.job;

import java.time.Instant;
import java.util.List;

import dev.skep.broker.Topology;
import dev.skep.gateway.DroneForTests;
import dev.skep.gateway.GatewayForTests;
import dev.skep.message.DroneInfo;
import dev.skep.message.Execution;
import dev.skep.message.JobNotice;
import dev.skep.message.Placement;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

@BrokerTest
class PlacementTest {

    private final TestBroker broker;
    private final GatewayForTests gateway;

    PlacementTest(TestBroker broker) {
        this.broker = broker;
        this.gateway = new GatewayForTests(broker);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private JsonNode placement(String job) throws Exception {
        return gateway.json("/api/v1/jobs/" + job + "/placement");
    }

    @Test
    void isToldFromTheFirstMomentOn() throws Exception {
        var job = gateway.job();
        assertThat(placement(job).path("reason").asString()).startsWith("no drone is chosen yet");
        assertThat(placement(job).path("status").asString()).isEqualTo("QUEUED");
        assertThat(placement(job).path("pending").isNull()).isTrue();

        var candidate = new Placement.Candidate("d", DroneInfo.State.READY, 100, 2, 2, 50, "it is full");
        var notice = new JobNotice.Pending(job, 1, Instant.parse("2026-11-23T10:00:00Z"),
                JobNotice.Pending.Code.ALL_FULL, "all are full", new Placement("rule", 1, List.of(candidate)));
        gateway.others().insist(gateway.topology().events(), Topology.noticeKey("queen", notice), notice).join();
        Patience.await().until(() -> placement(job).path("pending").path("code").asString("").equals("ALL_FULL"));
        assertThat(placement(job).path("candidates").path(0).path("ruledOut").asString()).isEqualTo("it is full");
        assertThat(placement(job).path("pending").path("since").asString()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(placement(job).path("drone").isNull()).isTrue();

        try (var drone = new DroneForTests("d", broker, gateway, new Execution(job, 1, "lease"))) {
            drone.begin();
            Patience.await().until(() -> placement(job).path("drone").asString("").equals("d"));
            assertThat(placement(job).path("reason").asString()).isEqualTo("it is there");
            assertThat(placement(job).path("policy").asString()).isEqualTo("rule");
            assertThat(placement(job).path("pending").isNull()).isTrue();
        }
    }

    @Test
    void isAProblemForAnUnknownJob() throws Exception {
        var answer = gateway.get("/api/v1/jobs/nonsense/placement");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("urn:skep:problem:unknown-job");
    }
}
