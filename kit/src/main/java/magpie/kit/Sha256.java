package magpie.kit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256, the one hash used here for content: it needs no secret and tells whether two things are equal. */
public final class Sha256 {
    private Sha256() {}

    /** Returns the 32-byte digest. */
    public static byte[] of(byte[] bytes) {
        return digest().digest(bytes);
    }

    /** Returns a new digest, for input that arrives in pieces. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
