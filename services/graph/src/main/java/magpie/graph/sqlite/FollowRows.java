package magpie.graph.sqlite;

import java.sql.SQLException;
import magpie.graph.GraphRules;
import magpie.kit.ids.IdGenerator;
import magpie.kit.sql.Sql;

/** The rows of {@code follows}. The row is the truth: counts move if, and only if, one was really added or removed. */
final class FollowRows {
    private static final String ADD =
            "INSERT INTO follows (follower, followee, id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    /** All that is checked before a single follow, in one statement: what is decided is whether there is a row to add. */
    private static final String ADD_IF_ALLOWED = """
            INSERT INTO follows (follower, followee, id) SELECT ?1, ?2, ?3
            WHERE ?1 <> ?2 AND NOT EXISTS (SELECT 1 FROM gone WHERE user IN (?1, ?2))
            AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker = ?1 AND blocked = ?2)
            AND NOT EXISTS (SELECT 1 FROM blocks WHERE blocker = ?2 AND blocked = ?1)
            AND coalesce((SELECT following FROM account WHERE user = ?1), 0) < ?4
            ON CONFLICT DO NOTHING
            """;

    private static final String REMOVE = "DELETE FROM follows WHERE follower = ? AND followee = ?";

    private final IdGenerator ids;
    private final AccountRows accounts;
    private final GraphRules rules;

    FollowRows(IdGenerator ids, AccountRows accounts, GraphRules rules) {
        this.ids = ids;
        this.accounts = accounts;
        this.rules = rules;
    }

    /** The id of the row; 0 if there was one. */
    long add(Sql sql, long follower, long followee) throws SQLException {
        long id = ids.next();
        return counted(sql, follower, followee, sql.update(ADD, follower, followee, id)) ? id : 0;
    }

    /** The same; adds no row where one of both is gone or blocks the other, or at the limit. */
    long addIfAllowed(Sql sql, long follower, long followee) throws SQLException {
        long id = ids.next();
        int rows = sql.update(ADD_IF_ALLOWED, follower, followee, id, rules.maxFollowing());
        return counted(sql, follower, followee, rows) ? id : 0;
    }

    private boolean counted(Sql sql, long follower, long followee, int rows) throws SQLException {
        if (rows == 1) {
            accounts.followed(sql, follower, followee);
        }
        return rows == 1;
    }

    boolean remove(Sql sql, long follower, long followee) throws SQLException {
        boolean removed = sql.update(REMOVE, follower, followee) == 1;
        if (removed) {
            accounts.unfollowed(sql, follower, followee);
        }
        return removed;
    }
}
