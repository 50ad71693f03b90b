package magpie.user;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import magpie.kit.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A refresh token: the session's id, a secret of 32 bytes, and a seal.
 *
 * <p>The first token's bytes are random; a successor's are {@code HMAC(session secret, bytes of the one before)}. So
 * spending a token twice yields the same successor twice, though no token is stored. Whoever reads the store has the
 * session secret and digests, but no token to start from; whoever steals a token lacks the session secret. Neither can
 * make the next one.
 *
 * <p>The seal is {@code HMAC(session secret, id and bytes)} cut to 16 bytes. It tells a former token of the session
 * (one that was stolen) from an invented one, without a list of all spent tokens.
 */
record RefreshToken(long sessionId, byte[] worth, byte[] seal) {
    static final int WORTH_BYTES = 32;
    private static final int SEAL_BYTES = 16;
    private static final int ID_BYTES = Long.BYTES;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    /** Creates a session's first token. */
    static RefreshToken first(long sessionId, byte[] secret, byte[] random) {
        return sealed(sessionId, secret, random);
    }

    /** Parses a token; null if it cannot be one. */
    static @Nullable RefreshToken parse(String text) {
        if (text.length() != 75) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return new RefreshToken(
                    ByteBuffer.wrap(bytes).getLong(),
                    Arrays.copyOfRange(bytes, ID_BYTES, ID_BYTES + WORTH_BYTES),
                    Arrays.copyOfRange(bytes, ID_BYTES + WORTH_BYTES, bytes.length));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether it is or was a token of the session with this secret. */
    boolean genuine(byte[] secret) {
        return MessageDigest.isEqual(seal, sealed(sessionId, secret, worth).seal);
    }

    /** Returns the token that follows when this one is spent. */
    RefreshToken successor(byte[] secret) {
        return sealed(sessionId, secret, hmac(secret, "next", worth));
    }

    /** Returns the digest to store. */
    byte[] digest() {
        return Sha256.of(bytes());
    }

    /** Returns the text that the client keeps. */
    String text() {
        return ENCODER.encodeToString(bytes());
    }

    /** The CSRF token that a page signed in by cookie must send: bound to the session, useless without its cookie. */
    static String csrf(long sessionId, byte[] secret) {
        byte[] id = ByteBuffer.allocate(ID_BYTES).putLong(sessionId).array();
        return ENCODER.encodeToString(Arrays.copyOf(hmac(secret, "csrf", id), SEAL_BYTES));
    }

    /** Shows no secret. */
    @Override
    public String toString() {
        return "RefreshToken[sessionId=" + sessionId + "]";
    }

    private byte[] bytes() {
        return ByteBuffer.allocate(ID_BYTES + WORTH_BYTES + SEAL_BYTES)
                .putLong(sessionId)
                .put(worth)
                .put(seal)
                .array();
    }

    private static RefreshToken sealed(long sessionId, byte[] secret, byte[] worth) {
        byte[] content = ByteBuffer.allocate(ID_BYTES + worth.length)
                .putLong(sessionId)
                .put(worth)
                .array();
        return new RefreshToken(sessionId, worth, Arrays.copyOf(hmac(secret, "seal", content), SEAL_BYTES));
    }

    private static byte[] hmac(byte[] secret, String purpose, byte[] content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(purpose.getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
