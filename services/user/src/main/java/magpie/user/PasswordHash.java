package magpie.user;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Argon2id hash, read from and written as a PHC string. The library's own formatting uses the machine's locale: in
 * Turkish it writes {@code argon2\u0131d}, with a dotless i.
 */
record PasswordHash(int memory, int iterations, int parallelism, byte[] salt, byte[] digest) {
    private static final Pattern PHC = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,3})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    /** Parses a PHC string. */
    static PasswordHash of(String phc) {
        Matcher parts = PHC.matcher(phc);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a password hash that is not of Argon2id");
        }
        return new PasswordHash(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                Base64.getDecoder().decode(parts.group(4)),
                Base64.getDecoder().decode(parts.group(5)));
    }

    /** Hashes a password: 19 MiB, t=2, p=1. */
    static PasswordHash of(byte[] password, byte[] salt) {
        return new PasswordHash(19 * 1_024, 2, 1, salt, new byte[32]).of(password);
    }

    /** Whether this is the hash of a password. */
    boolean matches(byte[] password) {
        return MessageDigest.isEqual(digest, of(password).digest);
    }

    /** Returns the PHC string. */
    String text() {
        return "$argon2id$v=19$m=" + memory + ",t=" + iterations + ",p=" + parallelism + "$"
                + ENCODER.encodeToString(salt) + "$" + ENCODER.encodeToString(digest);
    }

    private PasswordHash of(byte[] password) {
        Argon2Function function = Argon2Function.getInstance(memory, iterations, parallelism, digest.length, Argon2.ID);
        return new PasswordHash(
                memory,
                iterations,
                parallelism,
                salt,
                function.hash(password, salt).getBytes());
    }

    @Override
    public String toString() {
        return "PasswordHash[]";
    }
}
