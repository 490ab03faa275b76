package dev.skep.gateway.access;

import dev.skep.gateway.GatewayForTests;
import dev.skep.testing.BrokerKind;
import dev.skep.testing.BrokerTest;
import dev.skep.testing.TestBroker;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@BrokerTest(BrokerKind.EMBEDDED)
class SessionTest {

    private final GatewayForTests gateway;

    SessionTest(TestBroker broker) {
        gateway = new GatewayForTests(broker);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void readsAndChangesSomethingOnlyFromOurOwnPages() throws Exception {
        var signedIn = gateway.callUnknown("GET", "/sign-in?code=" + gateway.part(Tokens.class).newCode());
        var cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");

        assertThat(gateway.callUnknown("GET", "/api/v1/drones", "Cookie", cookie).statusCode()).isEqualTo(200);
        assertThat(gateway.callUnknown("POST", "/api/v1/drones/d/pause", "Cookie", cookie).statusCode()).isEqualTo(401);
        assertThat(gateway.callUnknown("POST", "/api/v1/drones/d/pause", "Cookie", cookie, "X-Skep-Page", "drones")
                .statusCode()).as("no such drone").isEqualTo(404);
        assertThat(gateway.callUnknown("POST", "/api/v1/drones/d/pause", "X-Skep-Page", "drones").statusCode())
                .isEqualTo(401);
    }

    @Test
    void isNotAnsweredWhenAPageOfAnotherSiteAsksWhetherItMaySendTheHeader() throws Exception {
        var answer = gateway.callUnknown("OPTIONS", "/api/v1/drones/d/pause", "Origin", "http://elsewhere.example",
                "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "x-skep-page");
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("access-control"));
    }
}
