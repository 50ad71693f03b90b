package magpie.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens: JWTs signed with Ed25519 by a key that the user service publishes, and nothing else.
 * Verification takes a good part of a millisecond, so a verified token is cached until it expires; callers of
 * {@link #verify} must limit how often a stranger may call it.
 */
public final class Tokens {
    private static final int MAX_LENGTH = 2_048;

    private final SigningKeys keys;
    private final InstantSource clock;
    private final Cache<String, Viewer> verified;

    /** Verifies by these keys and caches at most {@code cached} tokens. */
    public Tokens(SigningKeys keys, InstantSource clock, int cached) {
        this.keys = keys;
        this.clock = clock;
        this.verified = Caffeine.newBuilder()
                .maximumSize(cached)
                .executor(Runnable::run) // its upkeep takes less time than waking a thread
                .expireAfter(Expiry.creating((String token, Viewer viewer) -> left(viewer)))
                .build();
    }

    /** Returns the owner of a token that was verified before and has not expired. */
    public @Nullable Viewer known(String token) {
        Viewer viewer = verified.getIfPresent(token);
        return viewer == null || viewer.expiresAt() <= clock.millis() ? null : viewer;
    }

    /** Returns the owner of a token; null if it is forged, expired or no token at all. */
    public @Nullable Viewer verify(String token) {
        if (token.length() > MAX_LENGTH) {
            return null;
        }
        try {
            Viewer viewer = verified(SignedJWT.parse(token));
            if (viewer != null) {
                verified.put(token, viewer);
            }
            return viewer;
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return null;
        }
    }

    private @Nullable Viewer verified(SignedJWT token) throws ParseException, JOSEException {
        JWSAlgorithm algorithm = token.getHeader().getAlgorithm();
        boolean expected = algorithm.equals(JWSAlgorithm.EdDSA) || algorithm.equals(JWSAlgorithm.Ed25519);
        JWSVerifier verifier = expected ? keys.verifier(token.getHeader().getKeyID()) : null;
        boolean holds = verifier != null && token.verify(verifier);
        return holds ? viewer(token.getJWTClaimsSet()) : null;
    }

    private @Nullable Viewer viewer(JWTClaimsSet claims) throws ParseException {
        long expiresAt = expiry(claims);
        Object session = claims.getClaim("sid");
        String csrf = claims.getStringClaim("csrf");
        if (expiresAt <= clock.millis() || session == null) {
            return null;
        }
        return new Viewer(
                Long.parseLong(claims.getSubject()),
                Long.parseLong(session.toString()),
                csrf == null ? "" : csrf,
                expiresAt);
    }

    /** Returns when a token expires; one without expiry has expired. */
    private static long expiry(JWTClaimsSet claims) {
        return claims.getExpirationTime() == null
                ? 0
                : claims.getExpirationTime().toInstant().toEpochMilli();
    }

    private Duration left(Viewer viewer) {
        return Duration.ofMillis(Math.max(0, viewer.expiresAt() - clock.millis()));
    }
}
