package dev.skep.drone.shipped;

/** Words of commands. */
final class Words {

    private Words() {}

    /** One word for {@code sh}, whatever it holds. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
