package magpie.post.sqlite;

import java.sql.SQLException;
import java.util.Arrays;
import magpie.api.post.PostStats;
import magpie.kit.sql.Sql;

/** Reads counts of posts and authors, and reactions of viewers, which every page of a feed needs. */
final class CountRows {
    private static final String COUNTS = "SELECT j.key, p.likes, p.reposts, p.replies";
    private static final String FROM = " FROM json_each(?1) j CROSS JOIN posts p ON p.id = j.value WHERE p.deleted = 0";

    /** The factors are {@link PostStats#LIKED} and {@link PostStats#REPOSTED}. */
    private static final String VIEWED = ", EXISTS (SELECT 1 FROM likes l WHERE l.post_id = p.id AND l.user_id = ?2)"
            + " + 2 * EXISTS (SELECT 1 FROM reposts r WHERE r.post_id = p.id AND r.user_id = ?2)";

    private CountRows() {}

    /** Reads everything with one statement; a post without a row is deleted. */
    static PostStats stats(Sql sql, long viewerId, long[] postIds) throws SQLException {
        int size = postIds.length;
        PostStats stats = new PostStats(new int[size], new int[size], new int[size], new byte[size]);
        Arrays.fill(stats.flags(), (byte) PostStats.GONE);
        Sql.RowTaker taker = row -> {
            int i = row.getInt(1);
            stats.likes()[i] = row.getInt(2);
            stats.reposts()[i] = row.getInt(3);
            stats.replies()[i] = row.getInt(4);
            stats.flags()[i] = row.getByte(5);
        };
        if (viewerId == 0) {
            sql.each(COUNTS + ", 0" + FROM, taker, IdList.json(postIds));
        } else {
            sql.each(COUNTS + VIEWED + FROM, taker, IdList.json(postIds), viewerId);
        }
        return stats;
    }

    static int[] posts(Sql sql, long[] userIds) throws SQLException {
        int[] posts = new int[userIds.length];
        sql.each(
                "SELECT j.key, c.posts FROM json_each(?) j CROSS JOIN author_counts c ON c.author_id = j.value",
                row -> posts[row.getInt(1)] = row.getInt(2),
                IdList.json(userIds));
        return posts;
    }

    static void addPost(Sql sql, long authorId) throws SQLException {
        sql.update(
                "INSERT INTO author_counts VALUES (?, 1) ON CONFLICT (author_id) DO UPDATE SET posts = posts + 1",
                authorId);
    }

    static void removePost(Sql sql, long authorId) throws SQLException {
        sql.update("UPDATE author_counts SET posts = posts - 1 WHERE author_id = ?", authorId);
    }
}
