package magpie.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import magpie.api.user.RevokedSince;
import magpie.api.user.UserEvent;
import magpie.api.user.Users;
import magpie.kit.near.Unseen;

/**
 * The sessions and users whose access tokens are refused before they expire. An entry is needed only as long as a token
 * lives; the bound is far above what can end in that time. {@link Unseen} knows about users: an account that is hidden
 * from all may do nothing either.
 */
public final class Revocations {
    /** How long an access token lives, with a margin for clock skew. */
    public static final Duration TOKEN_LIFE = Duration.ofMinutes(17);

    private static final int BOUND = 1_000_000;

    private final Cache<Long, Boolean> sessions = Caffeine.newBuilder()
            .expireAfterWrite(TOKEN_LIFE)
            .maximumSize(BOUND)
            .build();
    private final Unseen unseen;

    public Revocations(Unseen unseen) {
        this.unseen = unseen;
    }

    /** Loads recent endings. Call it once the topic of users is being followed. */
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

    /** Refuses a deleted user from now on, for good. */
    public void endUser(long userId) {
        unseen.heard(new UserEvent.Deleted(userId), Instant.now().toEpochMilli());
    }

    /** Whether the viewer's session or account has ended. */
    public boolean ended(Viewer viewer) {
        return unseen.contains(viewer.userId()) || sessions.getIfPresent(viewer.sessionId()) != null;
    }
}
