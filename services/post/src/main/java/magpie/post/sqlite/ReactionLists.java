package magpie.post.sqlite;

import java.sql.SQLException;
import magpie.api.Listing;
import magpie.api.UserPage;
import magpie.kit.sql.Sql;
import magpie.post.store.PostStore.PostKeys;

/** Lists of likes and reposts, newest first, read from covering indexes. */
final class ReactionLists {
    private static final String POST_EXISTS = " AND EXISTS (SELECT 1 FROM posts WHERE id = ?1 AND deleted = 0)";

    private ReactionLists() {}

    static UserPage likes(Sql sql, Listing listing) throws SQLException {
        return rows(
                        sql,
                        "SELECT id, user_id FROM likes WHERE post_id = ?1 AND id < ?2" + POST_EXISTS
                                + " ORDER BY id DESC LIMIT ?3",
                        listing)
                .userPage();
    }

    static UserPage reposts(Sql sql, Listing listing) throws SQLException {
        return rows(
                        sql,
                        "SELECT activity_id, user_id FROM reposts WHERE post_id = ?1 AND activity_id < ?2" + POST_EXISTS
                                + " ORDER BY activity_id DESC LIMIT ?3",
                        listing)
                .userPage();
    }

    static PostKeys likedBy(Sql sql, Listing listing) throws SQLException {
        return rows(sql, """
                        SELECT l.id, l.post_id FROM likes l CROSS JOIN posts p ON p.id = l.post_id
                        WHERE l.user_id = ?1 AND l.id < ?2 AND p.deleted = 0 ORDER BY l.id DESC LIMIT ?3""", listing).postKeys();
    }

    private static Columns rows(Sql sql, String query, Listing listing) throws SQLException {
        return Columns.of(sql, listing.limit(), 2, query, listing.subjectId(), listing.before(), listing.limit() + 1);
    }
}
