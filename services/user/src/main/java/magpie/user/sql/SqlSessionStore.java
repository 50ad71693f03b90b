package magpie.user.sql;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import magpie.api.user.SignedIn;
import magpie.kit.sql.Dialect;
import magpie.kit.sql.Sql;
import magpie.kit.sql.SqlDatabase;
import magpie.kit.sql.SqlEvents;
import magpie.user.store.SessionStore;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the tables {@code session} and {@code spent_token}. A session is found by its id, which its tokens carry,
 * so no digest needs an index. Opening a session locks the account; spending a token or ending a session locks the
 * session.
 */
public final class SqlSessionStore implements SessionStore {
    private final SqlDatabase database;
    private final SessionRows rows;
    private final String lockedAccount;
    private final String lockedSignIn;
    private final String lockedCurrent;
    private final String lockedOwn;
    private final String lockedEnded;
    private final String lockedUnused;

    /** Creates a store on the user service's schema. */
    public SqlSessionStore(SqlDatabase database, SqlEvents events) {
        Dialect dialect = database.dialect();
        this.database = database;
        this.rows = new SessionRows(events, dialect);
        this.lockedAccount = dialect.locked("SELECT id FROM account WHERE id = ?");
        this.lockedSignIn = dialect.locked("SELECT id FROM account WHERE id = ? AND password = ? AND suspended = 0");
        this.lockedCurrent = dialect.locked("SELECT user_id, digest FROM session WHERE id = ? AND ended_at IS NULL");
        this.lockedOwn = dialect.locked("SELECT ended_at IS NULL FROM session WHERE id = ? AND user_id = ?");
        this.lockedEnded = dialect.locked("SELECT id FROM session WHERE ended_at < ? LIMIT ?");
        this.lockedUnused =
                dialect.locked("SELECT id FROM session WHERE ended_at IS NULL AND last_used_at <= ? LIMIT ?");
    }

    @Override
    public boolean open(NewSession session, String passwordHash, int max) {
        return database.write(sql -> {
            if (sql.number(lockedSignIn, 0, session.userId(), passwordHash) == 0) {
                return false;
            }
            insert(sql, session, max);
            return true;
        });
    }

    /** In account order, so that two concurrent callers do not deadlock. */
    @Override
    public void openAll(List<NewSession> sessions, int max) {
        List<NewSession> byAccount = sessions.stream()
                .sorted(Comparator.comparingLong(NewSession::userId))
                .toList();
        database.write(sql -> {
            for (NewSession session : byAccount) {
                sql.number(lockedAccount, 0, session.userId());
                insert(sql, session, max);
            }
            return sessions.size();
        });
    }

    private void insert(Sql sql, NewSession session, int max) throws SQLException {
        rows.insert(sql, session);
        rows.endBeyond(sql, session.userId(), max, session.at());
    }

    @Override
    public @Nullable Session session(long sessionId) {
        return database.read(sql -> sql.first(
                "SELECT id, user_id, secret, last_used_at FROM session WHERE id = ? AND ended_at IS NULL",
                row -> new Session(row.getLong(1), row.getLong(2), row.getBytes(3), row.getLong(4)),
                sessionId));
    }

    @Override
    public Spent spend(Spending spending) {
        return database.write(sql -> {
            Current current =
                    sql.first(lockedCurrent, row -> new Current(row.getLong(1), row.getBytes(2)), spending.sessionId());
            if (current == null) {
                return Spent.GONE;
            }
            if (Arrays.equals(current.digest, spending.digest())) {
                rotate(sql, spending);
                return Spent.ROTATED;
            }
            if (spentLately(sql, spending)) {
                return Spent.REPEATED;
            }
            rows.end(sql, current.userId, spending.sessionId(), spending.at());
            return Spent.STOLEN;
        });
    }

    private record Current(long userId, byte[] digest) {}

    private static void rotate(Sql sql, Spending spending) throws SQLException {
        sql.update(
                "DELETE FROM spent_token WHERE session_id = ? AND spent_at <= ?",
                spending.sessionId(),
                spending.graceSince());
        sql.update("INSERT INTO spent_token VALUES (?, ?, ?)", spending.sessionId(), spending.digest(), spending.at());
        sql.update(
                "UPDATE session SET digest = ?, last_used_at = ? WHERE id = ?",
                spending.successorDigest(),
                spending.at(),
                spending.sessionId());
    }

    private static boolean spentLately(Sql sql, Spending spending) throws SQLException {
        return sql.number(
                        "SELECT count(*) FROM spent_token WHERE session_id = ? AND digest = ? AND spent_at > ?",
                        0,
                        spending.sessionId(),
                        spending.digest(),
                        spending.graceSince())
                > 0;
    }

    @Override
    public boolean end(long userId, long sessionId, long at) {
        return database.write(sql -> {
            Boolean open = sql.first(lockedOwn, row -> row.getBoolean(1), sessionId, userId);
            if (Boolean.TRUE.equals(open)) {
                rows.end(sql, userId, sessionId, at);
            }
            return open != null;
        });
    }

    @Override
    public List<SignedIn> signedIn(long userId, long usedAfter, int limit) {
        return database.read(sql -> sql.list(
                "SELECT id, device, last_used_at FROM session"
                        + " WHERE user_id = ? AND ended_at IS NULL AND last_used_at > ? ORDER BY id DESC LIMIT ?",
                row -> new SignedIn(row.getLong(1), row.getString(2), row.getLong(3)),
                userId,
                usedAfter,
                limit));
    }

    @Override
    public long[] endedAfter(long millis, int limit) {
        return database.read(sql ->
                sql.numbers("SELECT id FROM session WHERE ended_at > ? ORDER BY ended_at DESC LIMIT ?", millis, limit));
    }

    @Override
    public int sweep(long endedBefore, long unusedSince, int limit) {
        return database.write(sql -> {
            long[] ended = sql.numbers(lockedEnded, endedBefore, limit);
            long[] unused = sql.numbers(lockedUnused, unusedSince, limit - ended.length);
            remove(sql, ended);
            remove(sql, unused);
            return ended.length + unused.length;
        });
    }

    private static void remove(Sql sql, long... sessionIds) throws SQLException {
        for (long id : sessionIds) {
            sql.update("DELETE FROM session WHERE id = ?", id);
            sql.update("DELETE FROM spent_token WHERE session_id = ?", id);
        }
    }
}
