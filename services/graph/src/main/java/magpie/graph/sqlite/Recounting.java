package magpie.graph.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import magpie.api.RecountChunk;
import magpie.api.Recounted;
import magpie.api.graph.CelebrityStatus;
import magpie.graph.store.GraphRules;
import magpie.kit.sql.Sql;
import magpie.kit.sqlite.SqliteDatabase;

/**
 * Compares counts with rows. Comparing is one statement, so it sees one commit and blocks no writer; only what looks
 * wrong is counted again and corrected in a transaction. Users are also found by their rows, as an account row may be
 * missing; the three sources are merged in their own order, so a chunk costs what its users have.
 */
final class Recounting {
    private static final String ROWS =
            "(SELECT count(*) FROM follows INDEXED BY follows_by_followee WHERE followee = u.user),"
                    + " (SELECT count(*) FROM follows WHERE follower = u.user)";
    private static final String LOOK = "SELECT u.user, coalesce(a.since, 0), coalesce(a.until, 0),"
            + " coalesce(a.followers, 0), coalesce(a.following, 0), " + ROWS + " FROM"
            + " (SELECT user FROM account WHERE user > ?1"
            + " UNION SELECT follower FROM follows WHERE follower > ?1"
            + " UNION SELECT followee FROM follows INDEXED BY follows_by_followee WHERE followee > ?1"
            + " ORDER BY 1 LIMIT ?2) u"
            + " LEFT JOIN account a ON a.user = u.user ORDER BY u.user";
    private static final String COUNT = "SELECT " + ROWS + " FROM (SELECT ?1 AS user) u"
            + " WHERE NOT EXISTS (SELECT 1 FROM gone g WHERE g.user = u.user)";

    private final SqliteDatabase database;
    private final AccountRows accounts;
    private final GraphRules rules;

    public Recounting(SqliteDatabase database, AccountRows accounts, GraphRules rules) {
        this.database = database;
        this.accounts = accounts;
        this.rules = rules;
    }

    private record Found(CelebrityStatus status, Counts kept, Counts rows) {
        static Found read(ResultSet row) throws SQLException {
            return new Found(
                    AccountRows.status(row),
                    new Counts(row.getLong(4), row.getLong(5)),
                    new Counts(row.getLong(6), row.getLong(7)));
        }
    }

    private record Counts(long followers, long following) {}

    public Recounted chunk(RecountChunk request) {
        List<Found> found = database.read(sql -> sql.list(LOOK, Found::read, request.after(), request.limit()));
        List<Found> wrong = found.stream().filter(user -> !right(user)).toList();
        int mended = wrong.isEmpty() ? 0 : database.write(sql -> mend(sql, wrong));
        boolean last = found.size() < request.limit();
        return new Recounted(
                found.size(), mended, last ? 0 : found.getLast().status().authorId());
    }

    /** Celebrity status may be due although the count is right, if the threshold was changed. */
    private boolean right(Found user) {
        return user.kept().equals(user.rows())
                && rules.celebrityStatus(user.status(), user.rows().followers(), () -> -1)
                        .equals(user.status());
    }

    private int mend(Sql sql, List<Found> users) throws SQLException {
        int mended = 0;
        for (Found user : users) {
            mended += mend(sql, user) ? 1 : 0;
        }
        return mended;
    }

    /** Whether a count was wrong. */
    private boolean mend(Sql sql, Found user) throws SQLException {
        long id = user.status().authorId();
        Counts rows = sql.first(COUNT, row -> new Counts(row.getLong(1), row.getLong(2)), id);
        if (rows == null) {
            return false;
        }
        accounts.set(sql, id, rows.followers(), rows.following());
        return !user.kept().equals(user.rows());
    }
}
