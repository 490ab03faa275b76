package dev.skep.gateway.project;

import dev.skep.gateway.problem.Field;
import dev.skep.message.Sealed;
import dev.skep.seal.Keyring;

/** Seals what is secret in a project, and keeps what was sealed before. */
final class Vault {

    private static final int FEWEST_CHARACTERS = 4;
    private static final int MOST_CHARACTERS = 32 * 1024;

    private final Keyring keyring;

    Vault(Keyring keyring) {
        this.keyring = keyring;
    }

    /** Seals a secret that will be masked in logs: what is shorter than four characters cannot be. */
    Sealed seal(Field field, String secret, String purpose) {
        field.refuse(secret.strip().length() < FEWEST_CHARACTERS,
                "takes at least " + FEWEST_CHARACTERS + " characters: a shorter one could not be masked in logs");
        field.refuse(secret.length() > MOST_CHARACTERS, "takes at most " + MOST_CHARACTERS + " characters");
        field.refuse(secret.indexOf('\0') >= 0, "must hold no NUL character");
        return keyring.seal(secret, purpose);
    }

    /**
     * What was sealed before, with the key that seals now.
     *
     * @param field what to give anew when its key is gone
     */
    Sealed keep(Field field, Sealed before, String purpose) {
        if (before.key().equals(keyring.ids().getFirst())) {
            return before;
        }
        try {
            return keyring.seal(keyring.open(before, purpose), purpose);
        } catch (Keyring.CannotOpen e) {
            throw field.invalid("must be given anew: " + e.getMessage());
        }
    }
}
