package magpie.graph.sqlite;

import java.sql.SQLException;
import magpie.kit.ids.IdGenerator;
import magpie.kit.sql.Sql;

/** The table {@code follows}. The rows are the truth: counts change only if a row was really added or removed. */
final class FollowRows {
    private static final String ADD = "INSERT INTO follows (follower, followee, id) VALUES (?, ?, ?)";
    private static final String REMOVE = "DELETE FROM follows WHERE follower = ? AND followee = ?";

    private final IdGenerator ids;
    private final AccountRows accounts;

    FollowRows(IdGenerator ids, AccountRows accounts) {
        this.ids = ids;
        this.accounts = accounts;
    }

    /** Adds a missing row; returns its id. */
    long add(Sql sql, long follower, long followee) throws SQLException {
        long id = ids.next();
        sql.update(ADD, follower, followee, id);
        accounts.followed(sql, follower, followee);
        return id;
    }

    boolean remove(Sql sql, long follower, long followee) throws SQLException {
        boolean removed = sql.update(REMOVE, follower, followee) == 1;
        if (removed) {
            accounts.unfollowed(sql, follower, followee);
        }
        return removed;
    }
}
