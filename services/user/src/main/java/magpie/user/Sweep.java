package magpie.user;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.IntUnaryOperator;
import magpie.user.store.SessionStore;
import magpie.user.store.UserStore;

/** Removes expired rows in chunks and rotates the signing keys; runs every few minutes. */
final class Sweep {
    private static final int CHUNK = 500;

    /** Gateways are told of an ended session this much longer than its access token is valid. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final UserConfig config;
    private final UserStore accounts;
    private final SessionStore sessions;
    private final SigningKeys keys;
    private final InstantSource clock;

    Sweep(UserConfig config, UserStore accounts, SessionStore sessions, SigningKeys keys, InstantSource clock) {
        this.config = config;
        this.accounts = accounts;
        this.sessions = sessions;
        this.keys = keys;
        this.clock = clock;
    }

    void run() {
        keys.rotate();
        long now = clock.millis();
        long endedBefore = now - config.accessToken().plus(MARGIN).toMillis();
        long unusedSince = now - config.refreshToken().toMillis();
        inChunks(limit -> sessions.sweep(endedBefore, unusedSince, limit));
        inChunks(limit -> accounts.forgetNames(now - config.nameKept().toMillis(), limit));
    }

    private static void inChunks(IntUnaryOperator chunk) {
        int removed = CHUNK;
        while (removed >= CHUNK && !Thread.currentThread().isInterrupted()) {
            removed = chunk.applyAsInt(CHUNK);
        }
    }
}
