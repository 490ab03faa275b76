package dev.skep.gateway.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.skep.gateway.GatewayProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What proves that somebody may ask: the admin token, the sessions of browsers that signed in with it, and codes that sign
 * a browser in once. Sessions and codes last as long as this process at most.
 */
@Component
public class Tokens {

    static final Duration SESSION = Duration.ofDays(7);
    private static final Duration CODE = Duration.ofHours(1);
    private static final int BYTES = 24;

    private final byte[] adminToken;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final ConcurrentMap<String, Instant> sessions = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Instant> codes = new ConcurrentHashMap<>();

    Tokens(GatewayProperties properties, InstantSource clock) {
        this.adminToken = properties.adminToken().getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
    }

    boolean isAdmin(String token) {
        return MessageDigest.isEqual(adminToken, token.getBytes(StandardCharsets.UTF_8));
    }

    /** A code that signs one browser in, once, within the hour. */
    public String newCode() {
        return issue(codes, CODE);
    }

    /** Whether this was a good code; from now on it is none. */
    boolean redeem(String code) {
        return isValid(codes.remove(code));
    }

    String newSession() {
        return issue(sessions, SESSION);
    }

    boolean isSession(String session) {
        return isValid(sessions.get(session));
    }

    private String issue(ConcurrentMap<String, Instant> issued, Duration life) {
        issued.values().removeIf(end -> !isValid(end));
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var name = HexFormat.of().formatHex(bytes);
        issued.put(name, clock.instant().plus(life));
        return name;
    }

    private boolean isValid(@Nullable Instant end) {
        return end != null && clock.instant().isBefore(end);
    }
}
