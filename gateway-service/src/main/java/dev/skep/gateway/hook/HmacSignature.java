package dev.skep.gateway.hook;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.skep.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;

/** A signature of the form {@code sha256=} and the HMAC-SHA-256 of the body in hex, as GitHub documents it. */
final class HmacSignature {

    private static final String PREFIX = "sha256=";
    private static final String ALGORITHM = "HmacSHA256";

    private HmacSignature() {}

    /**
     * Lets only deliveries pass that were signed with the secret.
     *
     * @param signature what the header {@code header} says, null when it is missing
     */
    static void require(String secret, byte[] body, @Nullable String signature, String header) {
        if (signature == null) {
            throw new Problem(Problem.Kind.BAD_SIGNATURE, header,
                    "the delivery is not signed: set the secret of the webhook at the forge");
        }
        var expected = PREFIX + HexFormat.of().formatHex(hmac(secret, body));
        if (!MessageDigest.isEqual(expected.getBytes(StandardCharsets.US_ASCII),
                signature.getBytes(StandardCharsets.US_ASCII))) {
            throw new Problem(Problem.Kind.BAD_SIGNATURE, header,
                    "the signature is wrong: the secret at the forge is not the project's webhookSecret");
        }
    }

    private static byte[] hmac(String secret, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
