package dev.skep.message;

/**
 * A secret as it travels and is stored: encrypted, and useless without the key. Only {@code Keyring} makes and opens one.
 *
 * @param key the id of the key that opens it
 * @param data nonce and ciphertext, as base64
 */
public record Sealed(String key, String data) {}
