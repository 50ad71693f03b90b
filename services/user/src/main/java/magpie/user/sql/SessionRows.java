package magpie.user.sql;

import java.sql.SQLException;
import magpie.api.user.UserEvent;
import magpie.kit.sql.Dialect;
import magpie.kit.sql.Sql;
import magpie.kit.sql.SqlEvents;
import magpie.user.store.SessionStore.NewSession;

/** What both stores do to sessions within their transactions. */
final class SessionRows {
    /** No user has more, see {@code UserConfig#sessions}, so one statement reaches all. */
    private static final int MOST = 1_000;

    private static final byte[] NOTHING = {};

    private final SqlEvents events;
    private final String open;
    private final String beyond;

    SessionRows(SqlEvents events, Dialect dialect) {
        this.events = events;
        this.open = dialect.locked("SELECT id FROM session WHERE user_id = ? AND ended_at IS NULL AND id <> ? LIMIT ?");
        this.beyond = dialect.locked("SELECT id FROM session WHERE user_id = ? AND ended_at IS NULL"
                + " ORDER BY last_used_at DESC, id DESC LIMIT ? OFFSET ?");
    }

    void insert(Sql sql, NewSession session) throws SQLException {
        sql.update(
                "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, NULL)",
                session.id(),
                session.userId(),
                session.device(),
                session.secret(),
                session.tokenDigest(),
                session.at());
    }

    /** Ends a session that is locked and has not ended. */
    void end(Sql sql, long userId, long sessionId, long at) throws SQLException {
        sql.update(
                "UPDATE session SET ended_at = ?, device = '', secret = ?, digest = ? WHERE id = ?",
                at,
                NOTHING,
                NOTHING,
                sessionId);
        sql.update("DELETE FROM spent_token WHERE session_id = ?", sessionId);
        events.append(sql, UserEvent.TOPIC, userId, new UserEvent.SessionEnded(userId, sessionId));
    }

    void endAll(Sql sql, long userId, long exceptSession, long at) throws SQLException {
        for (long sessionId : sql.numbers(open, userId, exceptSession, MOST)) {
            end(sql, userId, sessionId, at);
        }
    }

    /** Ends the least recently used above {@code max}; the account is locked, or two callers would end too few. */
    void endBeyond(Sql sql, long userId, int max, long at) throws SQLException {
        for (long sessionId : sql.numbers(beyond, userId, MOST, max)) {
            end(sql, userId, sessionId, at);
        }
    }
}
