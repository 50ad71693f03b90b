package magpie.kit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that is used wherever one is: it needs no secret and tells whether two things are the same. */
public final class Sha256 {
    private Sha256() {}

    /** The 32 bytes of some bytes. */
    public static byte[] of(byte[] bytes) {
        return digest().digest(bytes);
    }

    /** A new digest, for what comes in pieces. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
