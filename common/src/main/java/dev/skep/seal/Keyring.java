package dev.skep.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import dev.skep.message.Sealed;

/**
 * The keys that seal and open secrets: AES-256 in Galois/Counter mode (NIST SP 800-38D), by the Java platform. The first
 * key seals, all of them open: to change keys, give drones the new one, then put it first at the gateways, and take the old
 * one away when nothing is sealed with it any more.
 */
public final class Keyring {

    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]+={0,2})");
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final SecureRandom random = new SecureRandom();

    private Keyring() {}

    /** What cannot be opened, and why. */
    public static final class CannotOpen extends RuntimeException {
        private CannotOpen(String message) {
            super(message);
        }
    }

    /**
     * Reads keys as they are configured.
     *
     * @param text {@code id:key}, several separated by commas; each key is 32 bytes in base64. Blank for no keys.
     * @throws IllegalArgumentException when it is something else; the message shows no key
     */
    public static Keyring parse(String text) {
        var ring = new Keyring();
        for (var part : text.split(",", -1)) {
            if (!part.isBlank()) {
                ring.add(part.strip());
            }
        }
        return ring;
    }

    private void add(String part) {
        var matcher = FORM.matcher(part);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a sealing key is written id:key, the key being 32 bytes in base64: openssl rand -base64 32 makes one");
        }
        var id = matcher.group(1);
        var bytes = decoded(matcher.group(2));
        if (bytes.length != KEY_BYTES) {
            throw new IllegalArgumentException("sealing key " + id + " has " + bytes.length
                    + " bytes, not 32: openssl rand -base64 32 makes one that has");
        }
        if (keys.putIfAbsent(id, new SecretKeySpec(bytes, "AES")) != null) {
            throw new IllegalArgumentException("sealing key " + id + " is there twice: give each its own id");
        }
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** The keys' ids; the first seals. */
    public List<String> ids() {
        return List.copyOf(keys.keySet());
    }

    /**
     * Seals a secret.
     *
     * @param secret what nobody is to read
     * @param purpose what it is for: it opens only for the same purpose, so that it cannot be put in another's place
     * @throws IllegalStateException when there is no key
     */
    public Sealed seal(String secret, String purpose) {
        var id = keys.keySet().stream().findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no sealing key: set SKEP_SECRET_KEYS"));
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var text = cipher(Cipher.ENCRYPT_MODE, id, nonce, purpose).doFinal(secret.getBytes(StandardCharsets.UTF_8));
            var box = Arrays.copyOf(nonce, NONCE_BYTES + text.length);
            System.arraycopy(text, 0, box, NONCE_BYTES, text.length);
            return new Sealed(id, Base64.getEncoder().encodeToString(box));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    /**
     * Opens what was sealed for this purpose.
     *
     * @throws CannotOpen when its key is not here, or it was changed, or sealed for another purpose
     */
    public String open(Sealed sealed, String purpose) {
        if (!keys.containsKey(sealed.key())) {
            throw new CannotOpen("the key " + sealed.key() + " is not here: add it to SKEP_SECRET_KEYS");
        }
        var box = decoded(sealed.data());
        if (box.length < NONCE_BYTES) {
            throw new CannotOpen("something sealed with the key " + sealed.key() + " is cut off: set the secret anew");
        }
        try {
            var cipher = cipher(Cipher.DECRYPT_MODE, sealed.key(), Arrays.copyOf(box, NONCE_BYTES), purpose);
            return new String(cipher.doFinal(box, NONCE_BYTES, box.length - NONCE_BYTES), StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new CannotOpen("what was sealed for " + purpose + " does not open with the key " + sealed.key()
                    + ": it is another key of that name, or the secret was changed; set the secret anew");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + CIPHER, e);
        }
    }

    private Cipher cipher(int mode, String key, byte[] nonce, String purpose) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, keys.get(key), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    /** The ids alone. */
    @Override
    public String toString() {
        return "keys " + keys.keySet();
    }
}
