package magpie.post.sqlite;

import java.sql.SQLException;
import magpie.api.ServiceException;
import magpie.kit.sql.Sql;

/** Deleted accounts. */
final class GoneUsers {
    private GoneUsers() {}

    static void add(Sql sql, long userId) throws SQLException {
        sql.update("INSERT OR IGNORE INTO gone_users (user_id) VALUES (?)", userId);
    }

    /** Refuses deleted accounts: the first step of every write in somebody's name. */
    static void check(Sql sql, long userId) throws SQLException {
        if (sql.number("SELECT 1 FROM gone_users WHERE user_id = ?", 0, userId) != 0) {
            throw ServiceException.notFound("account");
        }
    }
}
