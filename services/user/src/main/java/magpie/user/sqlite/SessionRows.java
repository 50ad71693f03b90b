package magpie.user.sqlite;

import java.sql.SQLException;
import magpie.api.user.UserEvent;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sqlite.Sql;
import magpie.user.SessionStore.NewSession;

/** What both stores do to sessions inside their transactions. */
final class SessionRows {
    /** No user has more, see {@code UserConfig#sessions}; so one statement reaches all. */
    private static final int MOST = 1_000;

    private final SqliteTopics topics;

    SessionRows(SqliteTopics topics) {
        this.topics = topics;
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

    /** Ends a session that has not ended. */
    void end(Sql sql, long userId, long sessionId, long at) throws SQLException {
        sql.update(
                "UPDATE session SET ended_at = ?, device = '', secret = x'', digest = x'' WHERE id = ?", at, sessionId);
        sql.update("DELETE FROM spent_token WHERE session_id = ?", sessionId);
        topics.append(sql, UserEvent.TOPIC, userId, new UserEvent.SessionEnded(userId, sessionId));
    }

    void endAll(Sql sql, long userId, long exceptSession, long at) throws SQLException {
        long[] open = sql.numbers(
                "SELECT id FROM session WHERE user_id = ? AND ended_at IS NULL AND id <> ? LIMIT ?",
                userId,
                exceptSession,
                MOST);
        for (long sessionId : open) {
            end(sql, userId, sessionId, at);
        }
    }

    /** Ends those used longest ago of more than {@code max}. */
    void endBeyond(Sql sql, long userId, int max, long at) throws SQLException {
        long[] beyond = sql.numbers(
                "SELECT id FROM session WHERE user_id = ? AND ended_at IS NULL"
                        + " ORDER BY last_used_at DESC, id DESC LIMIT ? OFFSET ?",
                userId,
                MOST,
                max);
        for (long sessionId : beyond) {
            end(sql, userId, sessionId, at);
        }
    }
}
