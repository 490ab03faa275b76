package dev.skep.gateway.drone;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import dev.skep.broker.Topology;
import dev.skep.gateway.DroneForTests;
import dev.skep.gateway.GatewayForTests;
import dev.skep.message.DroneInfo;
import dev.skep.message.Execution;
import dev.skep.message.JobEvent;
import dev.skep.message.Placement;
import dev.skep.message.Stamp;
import dev.skep.message.Vcs;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.Patience;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

@BrokerTest
class DronesTest {

    private final TestBroker broker;
    private final GatewayForTests gateway;

    DronesTest(TestBroker broker) {
        this.broker = broker;
        this.gateway = new GatewayForTests(broker);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void areListedWithWhatTheyRunAndWhatWaitsForThem() throws Exception {
        var begun = Instant.now();
        var running = new Execution(gateway.job(), 1, "lease-1");
        var waiting = gateway.job();
        try (var drone = new DroneForTests("d", broker, gateway, running)) {
            drone.begin();
            var assigned = new JobEvent.Assigned(new Stamp(waiting, 1, "lease-2", 1, Instant.now()), "d", "why",
                    new Placement("rule", 1, List.of()));
            gateway.others().insist(gateway.topology().events(), Topology.eventKey("queen", assigned), assigned).join();
            Patience.await().until(() -> gateway.items("/api/v1/jobs?status=ASSIGNED", "id").contains(waiting));
            var info = new DroneInfo("d", "incarnation", Instant.now(), DroneInfo.State.READY, 120, 2,
                    List.of(running), List.of(), List.of("node"), List.of("process"), List.of(Vcs.GIT, Vcs.HG),
                    List.of("k1"), Map.of("os", "linux"));
            gateway.others().announce(gateway.topology().events(), Topology.infoKey(info), info);
        }
        Patience.await().until(() -> gateway.json("/api/v1/drones").path("items").size() == 1);
        var drone = (ObjectNode) gateway.json("/api/v1/drones/d");
        assertThat(Instant.parse(drone.remove("lastSeen").asString())).isAfter(begun);
        var expected = JsonMapper.shared().readTree("""
                {"id": "d", "state": "READY", "speed": 120, "capacity": 2, "free": 1,
                 "running": [{"job": "%s", "attempt": 1}], "waiting": 1, "plugins": ["node"], "executors": ["process"],
                 "vcs": ["git", "hg"], "labels": {"os": "linux"}}
                """.formatted(running.job()));
        assertThat(drone).isEqualTo(expected);
        assertThat(gateway.json("/api/v1/drones").path("items").path(0).path("id").asString()).isEqualTo("d");
    }

    @Test
    void areAProblemWhenNobodyHeardOfThem() throws Exception {
        var answer = gateway.get("/api/v1/drones/nobody");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("urn:skep:problem:unknown-drone").contains("/api/v1/drones");
    }
}
