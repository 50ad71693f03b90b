package magpie.gateway.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import magpie.api.Empty;
import magpie.api.ServiceException;
import magpie.api.user.Users;
import org.jspecify.annotations.Nullable;

/**
 * Caches the public keys of access tokens, as the user service publishes them. They are fetched again when old, and
 * when a token names an unknown key, but then at most every {@link #PATIENCE}: a stranger who invents names must not be
 * able to cause calls.
 */
public final class SigningKeys {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration AGE = Duration.ofMinutes(10);

    private final Users users;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Fetched fetched = new Fetched(Long.MIN_VALUE / 2, "{\"keys\":[]}", Map.of());

    private record Fetched(long at, String jwks, Map<String, JWSVerifier> verifiers) {}

    /** Reads the keys of this service. */
    public SigningKeys(Users users, InstantSource clock) {
        this.users = users;
        this.clock = clock;
    }

    /** Returns the verifier for a key; null if there is no such key. */
    @Nullable
    JWSVerifier verifier(@Nullable String keyId) {
        if (keyId == null) {
            return null;
        }
        Fetched now = fetchedWithin(AGE);
        JWSVerifier verifier = now.verifiers.get(keyId);
        return verifier == null ? fetchedWithin(PATIENCE).verifiers.get(keyId) : verifier;
    }

    /** The JWK set, for publication. */
    public String jwks() {
        return fetchedWithin(AGE).jwks;
    }

    private Fetched fetchedWithin(Duration age) {
        if (clock.millis() - fetched.at > age.toMillis()) {
            lock.lock();
            try {
                if (clock.millis() - fetched.at > age.toMillis()) {
                    fetched = fetch();
                }
            } finally {
                lock.unlock();
            }
        }
        return fetched;
    }

    private Fetched fetch() {
        String jwks = users.keys(Empty.EMPTY).jwks();
        try {
            Map<String, JWSVerifier> verifiers = new HashMap<>();
            for (JWK key : JWKSet.parse(jwks).getKeys()) {
                if (key instanceof OctetKeyPair pair && Curve.Ed25519.equals(pair.getCurve())) {
                    verifiers.put(key.getKeyID(), new Ed25519Verifier(pair.toPublicJWK()));
                }
            }
            return new Fetched(clock.millis(), jwks, Map.copyOf(verifiers));
        } catch (ParseException | JOSEException e) {
            throw ServiceException.unavailable("The keys of access tokens cannot be read.", e);
        }
    }
}
