package magpie.post.sqlite;

import java.sql.SQLException;
import magpie.kit.sql.Sql;

/**
 * Removes likes and reposts of deleted posts, one post at a time, in chunks. Changes no counts and writes no events:
 * the deletion did both.
 */
final class CleanUp {
    private CleanUp() {}

    static void add(Sql sql, long postId) throws SQLException {
        sql.update("INSERT OR IGNORE INTO cleanup (post_id) VALUES (?)", postId);
    }

    /** Returns the next post to clean up after, 0 for none. */
    static long next(Sql sql) throws SQLException {
        return sql.number("SELECT post_id FROM cleanup LIMIT 1", 0);
    }

    /** Cleans a chunk; false when there was nothing to do. */
    static boolean clean(Sql sql, int limit) throws SQLException {
        long postId = next(sql);
        if (postId != 0 && unlike(sql, postId, limit) < limit && unrepost(sql, postId, limit) < limit) {
            sql.update("DELETE FROM cleanup WHERE post_id = ?", postId);
        }
        return postId != 0;
    }

    private static int unlike(Sql sql, long postId, int limit) throws SQLException {
        return sql.update("""
                DELETE FROM likes WHERE post_id = ?1 AND user_id IN (
                  SELECT user_id FROM likes WHERE post_id = ?1 LIMIT ?2)""", postId, limit);
    }

    private static int unrepost(Sql sql, long postId, int limit) throws SQLException {
        Columns reposts = Columns.of(
                sql, limit, 2, "SELECT user_id, activity_id FROM reposts WHERE post_id = ? LIMIT ?", postId, limit);
        for (int i = 0; i < reposts.size(); i++) {
            ActivityRows.remove(sql, reposts.first(i), reposts.second(i));
            sql.update("DELETE FROM reposts WHERE post_id = ? AND user_id = ?", postId, reposts.first(i));
        }
        return reposts.size();
    }
}
