package magpie.user.store;

import java.util.List;
import magpie.api.user.SignedIn;
import org.jspecify.annotations.Nullable;

/**
 * Stores sessions and the digests of their refresh tokens, never a token. Every change is durable when its method
 * returns; the end of a session writes {@code SessionEnded} to the topic {@code users} in the same transaction. An
 * ended session stays known until {@link #sweep} removes it.
 */
public interface SessionStore {
    /**
     * A session to open.
     *
     * @param secret from which the successors of its refresh tokens are derived, see {@code RefreshToken}
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

    /** A refresh token as presented, and its successor. */
    record Spending(long sessionId, byte[] digest, byte[] successorDigest, long at, long graceSince) {
        @Override
        public String toString() {
            return "Spending[sessionId=" + sessionId + "]";
        }
    }

    /** The outcome of presenting a refresh token. */
    enum Spent {
        /** It was the current one; now its successor is. */
        ROTATED,
        /** It was spent a moment ago and yields the same successor. */
        REPEATED,
        /** It was spent earlier, so the session was ended. */
        STOLEN,
        /** The session had already ended. */
        GONE
    }

    /**
     * Opens a session. If the user now has more than {@code max}, the least recently used end.
     *
     * @param passwordHash nothing is done, and false returned, unless the account exists, is not suspended and has this
     *     hash
     */
    boolean open(NewSession session, String passwordHash, int max);

    /** Opens sessions whatever the password is, all or none. */
    void openAll(List<NewSession> sessions, int max);

    /** Returns a session that has not ended. */
    @Nullable
    Session session(long sessionId);

    /** Spends a refresh token that is known to belong to the session. */
    Spent spend(Spending spending);

    /** Ends a session of a user, if it has not ended; false if it is not theirs or unknown. */
    boolean end(long userId, long sessionId, long at);

    /** Returns a user's sessions that have not ended and were used after a time, newest first. */
    List<SignedIn> signedIn(long userId, long usedAfter, int limit);

    /** Returns the sessions that ended after a time, last ended first. */
    long[] endedAfter(long millis, int limit);

    /** Removes at most {@code limit} sessions ended or last used before these times; returns how many. */
    int sweep(long endedBefore, long unusedSince, int limit);
}
