package magpie.graph.sqlite;

import java.sql.SQLException;
import magpie.kit.ids.IdMint;
import magpie.kit.sqlite.Sql;

/** The rows of {@code follows}. The row is the truth: counts move if, and only if, one was really added or removed. */
final class FollowRows {
    private static final String ADD =
            "INSERT INTO follows (follower, followee, id) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    private static final String REMOVE = "DELETE FROM follows WHERE follower = ? AND followee = ?";

    private final IdMint ids;
    private final AccountRows accounts;

    FollowRows(IdMint ids, AccountRows accounts) {
        this.ids = ids;
        this.accounts = accounts;
    }

    boolean add(Sql sql, long follower, long followee) throws SQLException {
        boolean added = sql.update(ADD, follower, followee, ids.next()) == 1;
        if (added) {
            accounts.followed(sql, follower, followee);
        }
        return added;
    }

    boolean remove(Sql sql, long follower, long followee) throws SQLException {
        boolean removed = sql.update(REMOVE, follower, followee) == 1;
        if (removed) {
            accounts.unfollowed(sql, follower, followee);
        }
        return removed;
    }
}
