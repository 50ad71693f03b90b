package magpie.user.postgres;

import java.util.List;
import magpie.api.user.SignedIn;
import magpie.user.store.SessionStore;
import org.jspecify.annotations.Nullable;

/** Sessions on the shards of their users: spending a token says whose it is, everything else is as on one server. */
record ShardedSessionStore(SessionStore store) implements SessionStore {
    @Override
    public boolean open(NewSession session, String passwordHash, int max) {
        return store.open(session, passwordHash, max);
    }

    @Override
    public void openAll(List<NewSession> sessions, int max) {
        store.openAll(sessions, max);
    }

    @Override
    public @Nullable Session session(long sessionId) {
        return store.session(sessionId);
    }

    /** A session never changes its user. */
    @Override
    public Spent spend(Spending spending) {
        Session session = store.session(spending.sessionId());
        return session == null ? Spent.GONE : ShardOfUser.of(session.userId(), () -> store.spend(spending));
    }

    @Override
    public boolean end(long userId, long sessionId, long at) {
        return store.end(userId, sessionId, at);
    }

    @Override
    public List<SignedIn> signedIn(long userId, long usedAfter, int limit) {
        return store.signedIn(userId, usedAfter, limit);
    }

    @Override
    public long[] endedAfter(long millis, int limit) {
        return store.endedAfter(millis, limit);
    }

    @Override
    public int sweep(long endedBefore, long unusedSince, int limit) {
        return store.sweep(endedBefore, unusedSince, limit);
    }
}
