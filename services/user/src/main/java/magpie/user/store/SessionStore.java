package magpie.user.store;

import java.util.List;
import magpie.api.user.SignedIn;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions and the digests of their refresh tokens, never a token. Every change is durable when its method
 * returns; a session that ends is a {@code SessionEnded} in the topic {@code users} in the same transaction. An ended
 * session stays known until {@link #sweep} removes it.
 */
public interface SessionStore {
    /**
     * A session to open.
     *
     * @param secret what the successors of its refresh tokens are derived with, see {@code RefreshToken}
     * @param tokenDigest of its first refresh token
     * @param at now, in milliseconds since 1970
     */
    record NewSession(long id, long userId, String device, byte[] secret, byte[] tokenDigest, long at) {
        @Override
        public String toString() {
            return "NewSession[id=" + id + "]";
        }
    }

    /** A session that has not ended. */
    record Session(long id, long userId, byte[] secret, long lastUsedAt) {
        @Override
        public String toString() {
            return "Session[id=" + id + "]";
        }
    }

    /** A refresh token as presented, and the one that follows it. */
    record Spending(long sessionId, byte[] digest, byte[] successorDigest, long at, long graceSince) {
        @Override
        public String toString() {
            return "Spending[sessionId=" + sessionId + "]";
        }
    }

    /** What became of a refresh token that was presented. */
    enum Spent {
        /** It was the session's current one; its successor is that now. */
        ROTATED,
        /** It was spent a moment ago: the same successor again. */
        REPEATED,
        /** It was spent earlier: the session has ended. */
        STOLEN,
        /** The session has ended before. */
        GONE
    }

    /**
     * Opens a session. Of more than {@code max} sessions of the user those used longest ago end.
     *
     * @param passwordHash nothing is done, and false returned, unless the account exists, is not suspended and has
     *     this one
     */
    boolean open(NewSession session, String passwordHash, int max);

    /** Opens sessions whatever the password is, all or none. */
    void openAll(List<NewSession> sessions, int max);

    /** A session that has not ended. */
    @Nullable
    Session session(long sessionId);

    /** Spends a refresh token that is known to be one of the session's. */
    Spent spend(Spending spending);

    /** Ends a session of a user, if it has not ended; false if it is not theirs or unknown. */
    boolean end(long userId, long sessionId, long at);

    /** The sessions of a user that have not ended and were used after a time, newest first. */
    List<SignedIn> signedIn(long userId, long usedAfter, int limit);

    /** The sessions that ended after a time, newest ending first. */
    long[] endedAfter(long millis, int limit);

    /** Removes sessions that ended before a time or were not used since another; returns how many, at most {@code limit}. */
    int sweep(long endedBefore, long unusedSince, int limit);
}
