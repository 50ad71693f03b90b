package magpie.user;

import com.nimbusds.jwt.JWTClaimsSet;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.function.LongSupplier;
import magpie.api.user.Account;
import magpie.api.user.IssuedSession;
import magpie.user.store.SessionStore.NewSession;

/** Creates what a client receives at sign-in: the session and its tokens. */
final class Tokens {
    static final String ISSUER = "magpie";
    private static final int SECRET_BYTES = 32;

    private final SigningKeys keys;
    private final Duration life;
    private final InstantSource clock;
    private final LongSupplier ids;
    private final SecureRandom random = new SecureRandom();

    Tokens(SigningKeys keys, Duration life, InstantSource clock, LongSupplier ids) {
        this.keys = keys;
        this.life = life;
        this.clock = clock;
        this.ids = ids;
    }

    /** A session to store, and its first refresh token, which is not stored. */
    record Opening(NewSession session, RefreshToken refreshToken) {}

    Opening open(long userId, String device) {
        long id = ids.getAsLong();
        byte[] secret = bytes(SECRET_BYTES);
        RefreshToken token = RefreshToken.first(id, secret, bytes(RefreshToken.WORTH_BYTES));
        return new Opening(new NewSession(id, userId, device, secret, token.digest(), clock.millis()), token);
    }

    IssuedSession issue(Account account, byte[] secret, RefreshToken refreshToken) {
        long sessionId = refreshToken.sessionId();
        return new IssuedSession(
                account,
                sessionId,
                accessToken(account.profile().id(), sessionId, secret),
                refreshToken.text(),
                (int) life.toSeconds(),
                RefreshToken.csrf(sessionId, secret));
    }

    String accessToken(long userId, long sessionId, byte[] secret) {
        return keys.sign(new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(Long.toString(userId))
                .claim("sid", Long.toString(sessionId))
                .claim("csrf", RefreshToken.csrf(sessionId, secret))
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(clock.instant().plus(life)))
                .build());
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
