package magpie.user;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.Ed25519Signer;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import magpie.user.store.KeyStore;
import magpie.user.store.KeyStore.SigningKey;

/**
 * The Ed25519 keys of access tokens. The newest signs; once it is {@link UserConfig#keyAge} old the next one takes
 * over, and it stays in the key set until the last token it signed has expired. A verifier that meets an unknown
 * {@code kid} fetches the set again. Thread-safe.
 */
final class SigningKeys {
    /** Verifiers' clocks may be behind, and another instance signs with the old key until it looks again. */
    private static final Duration LEEWAY = Duration.ofMinutes(15);

    private final KeyStore store;
    private final InstantSource clock;
    private final Duration keyAge;
    private final Duration tokenLife;
    private volatile Ring ring;

    /** The current keys, ready for use. */
    private record Ring(JWSHeader header, Ed25519Signer signer) {
        static Ring of(List<SigningKey> keys) {
            OctetKeyPair newest = pair(keys.getFirst());
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                    .keyID(newest.getKeyID())
                    .build();
            try {
                return new Ring(header, new Ed25519Signer(newest));
            } catch (JOSEException e) {
                throw new IllegalStateException("signing key " + newest.getKeyID(), e);
            }
        }

        private static OctetKeyPair pair(SigningKey key) {
            try {
                return OctetKeyPair.parse(key.jwk());
            } catch (ParseException e) {
                throw new IllegalStateException("signing key " + key.id() + " cannot be read", e);
            }
        }
    }

    /** Loads the keys; creates the first one, or the next one if it is due. */
    SigningKeys(KeyStore store, InstantSource clock, Duration keyAge, Duration tokenLife) {
        this.store = store;
        this.clock = clock;
        this.keyAge = keyAge;
        this.tokenLife = tokenLife;
        this.ring = rotated();
    }

    /** Replaces an old key and removes keys whose last token has expired; call it now and then. */
    synchronized void rotate() {
        ring = rotated();
    }

    /** Returns the public keys as a JWK set, read from the store, as another instance may just have made one. */
    String jwks() {
        List<JWK> pairs = new ArrayList<>();
        store.signingKeys().forEach(key -> pairs.add(Ring.pair(key)));
        return new JWKSet(pairs).toString(true);
    }

    /** Signs claims with the newest key. */
    String sign(JWTClaimsSet claims) {
        Ring now = ring;
        SignedJWT token = new SignedJWT(now.header, claims);
        try {
            token.sign(now.signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("signing failed", e);
        }
        return token.serialize();
    }

    private Ring rotated() {
        long now = clock.millis();
        List<SigningKey> keys = new ArrayList<>(store.signingKeys());
        if (keys.isEmpty() || keys.getFirst().createdAt() <= now - keyAge.toMillis()) {
            SigningKey next = generated(now);
            store.addSigningKey(next);
            keys.addFirst(next);
        }
        long runOut = now - tokenLife.plus(LEEWAY).toMillis();
        // A key signed its last token when the next key was made.
        while (keys.size() > 1 && keys.get(keys.size() - 2).createdAt() < runOut) {
            store.removeSigningKey(keys.removeLast().id());
        }
        return Ring.of(keys);
    }

    private static SigningKey generated(long now) {
        try {
            OctetKeyPair pair = new OctetKeyPairGenerator(Curve.Ed25519)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.EdDSA)
                    .keyIDFromThumbprint(true)
                    .generate();
            return new SigningKey(pair.getKeyID(), pair.toJSONString(), now);
        } catch (JOSEException e) {
            throw new IllegalStateException("no signing key could be made", e);
        }
    }
}
