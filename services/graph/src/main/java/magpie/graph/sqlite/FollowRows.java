package magpie.graph.sqlite;

import java.sql.SQLException;
import magpie.kit.ids.IdGenerator;
import magpie.kit.sql.Sql;

/** The rows of {@code follows}. The row is the truth: counts move if, and only if, one was really added or removed. */
final class FollowRows {
    private static final String ADD = "INSERT INTO follows (follower, followee, id) VALUES (?, ?, ?)";
    private static final String REMOVE = "DELETE FROM follows WHERE follower = ? AND followee = ?";

    private final IdGenerator ids;
    private final AccountRows accounts;

    FollowRows(IdGenerator ids, AccountRows accounts) {
        this.ids = ids;
        this.accounts = accounts;
    }

    /** Adds a row that is not there; gives its id. */
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
