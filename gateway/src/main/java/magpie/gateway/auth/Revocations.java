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
 * The sessions and users whose access tokens are refused although they have not run out. An entry is needed no longer
 * than a token lives; the bound is far above what can end in that time. Of users {@link Unseen} knows: whom nobody is to
 * see may do nothing either.
 */
public final class Revocations {
    /** How long an access token lives, with a margin for clocks that disagree. */
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
        unseen.heard(new UserEvent.Deleted(userId), Instant.now().toEpochMilli());
    }

    /** Whether the viewer's session or account ended. */
    public boolean ended(Viewer viewer) {
        return unseen.contains(viewer.userId()) || sessions.getIfPresent(viewer.sessionId()) != null;
    }
}
