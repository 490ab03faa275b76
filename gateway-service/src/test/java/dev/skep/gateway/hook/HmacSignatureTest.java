package dev.skep.gateway.hook;

import dev.skep.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HmacSignatureTest {

    /** The example that GitHub's documentation gives for testing an implementation. */
    private static final String SECRET = "It's a Secret to Everybody";
    private static final byte[] BODY = "Hello, World!".getBytes(UTF_8);
    private static final String SIGNATURE = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

    private static void require(String secret, byte[] body, @Nullable String signature) {
        HmacSignature.require(secret, body, signature, "X-Hub-Signature-256");
    }

    @Test
    void letsSignedBodyPass() {
        assertThatCode(() -> require(SECRET, BODY, SIGNATURE)).doesNotThrowAnyException();
    }

    @Test
    void refusesChangedBody() {
        assertThatThrownBy(() -> require(SECRET, "Hello, World?".getBytes(UTF_8), SIGNATURE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("the signature is wrong");
    }

    @Test
    void refusesOtherSecret() {
        assertThatThrownBy(() -> require("another", BODY, SIGNATURE)).isInstanceOf(Problem.class);
    }

    @Test
    void refusesMissingAndMalformedSignatures() {
        assertThatThrownBy(() -> require(SECRET, BODY, null)).hasMessageContaining("not signed");
        assertThatThrownBy(() -> require(SECRET, BODY, "sha256=")).isInstanceOf(Problem.class);
        assertThatThrownBy(() -> require(SECRET, BODY, SIGNATURE.substring("sha256=".length())))
                .isInstanceOf(Problem.class);
    }
}
