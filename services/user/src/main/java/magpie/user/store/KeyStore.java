package magpie.user.store;

import java.util.List;

/** Stores the keys that sign access tokens. Changes are durable when a method returns. */
public interface KeyStore {
    /**
     * A key pair.
     *
     * @param id the {@code kid} of its tokens
     * @param jwk private and public part as a JWK
     * @param createdAt in milliseconds since 1970
     */
    record SigningKey(String id, String jwk, long createdAt) {
        @Override
        public String toString() {
            return "SigningKey[id=" + id + "]";
        }
    }

    /** Returns all keys, newest first, at most 100. */
    List<SigningKey> signingKeys();

    /** Adds a key. */
    void addSigningKey(SigningKey key);

    /** Removes a key. */
    void removeSigningKey(String id);
}
