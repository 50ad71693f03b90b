package magpie.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import magpie.api.user.Sessions.RevokedSince;
import magpie.api.user.Users;

/**
 * The sessions and users whose access tokens are refused although they have not run out. An entry is needed no longer
 * than a token lives; the bound is far above what can end in that time.
 */
public final class Revocations {
    /** How long an access token lives, with a margin for clocks that disagree. */
    public static final Duration TOKEN_LIFE = Duration.ofMinutes(17);

    private static final int BOUND = 1_000_000;

    private final Cache<Long, Boolean> sessions = cache();
    private final Cache<Long, Change> users = cache();

    /** What became of a user last, and when that was. */
    private record Change(long at, boolean ended) {}

    /** Loads what ended lately. Call it when the topic of users is followed already. */
    public void load(Users from) {
        long since = Instant.now().minus(TOKEN_LIFE).toEpochMilli();
        for (long session : from.revocations(new RevokedSince(since)).sessionIds()) {
            endSession(session);
        }
    }

    /** Refuses a session from now on. */
    public void endSession(long sessionId) {
        sessions.put(sessionId, true);
    }

    /** Refuses a user from now on, for good: deleted. */
    public void endUser(long userId) {
        users.put(userId, new Change(Long.MAX_VALUE, true));
    }

    /** Refuses a user who was suspended then. What is told late, or again, does not count against what came after it. */
    public void suspendUser(long userId, long at) {
        learn(userId, new Change(at, true));
    }

    /** Takes the new sessions of a user who was restored then. */
    public void restoreUser(long userId, long at) {
        learn(userId, new Change(at, false));
    }

    private void learn(long userId, Change told) {
        users.asMap().merge(userId, told, (known, other) -> other.at >= known.at ? other : known);
    }

    /** Whether the viewer's session or account ended. */
    public boolean ended(Viewer viewer) {
        Change last = users.getIfPresent(viewer.userId());
        return (last != null && last.ended) || sessions.getIfPresent(viewer.sessionId()) != null;
    }

    private static <T> Cache<Long, T> cache() {
        return Caffeine.newBuilder()
                .expireAfterWrite(TOKEN_LIFE)
                .maximumSize(BOUND)
                .build();
    }
}
