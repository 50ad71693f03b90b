package magpie.post.sqlite;

import java.sql.SQLException;
import magpie.api.RecountChunk;
import magpie.api.Recounted;
import magpie.kit.sql.Sql;

/**
 * Compares counts with the rows they count. Comparing is a read and blocks nobody; what looks wrong is counted again
 * inside the write that repairs it, so a change in between does no harm.
 */
final class Recounting {
    private static final String LIKES = "(SELECT count(*) FROM likes WHERE post_id = posts.id)";
    private static final String REPOSTS = "(SELECT count(*) FROM reposts WHERE post_id = posts.id)";
    private static final String REPLIES =
            "(SELECT count(*) FROM posts reply WHERE reply.reply_to_id = posts.id AND reply.deleted = 0)";
    private static final String POSTS =
            "(SELECT count(*) FROM activities WHERE actor_id = author_counts.author_id AND kind <> 2)";

    private static final String CHUNK = "posts.id > ?1 AND posts.id <= ?2";
    private static final String WRONG_POST = "posts.deleted = 0 AND (posts.likes <> " + LIKES + " OR posts.reposts <> "
            + REPOSTS + " OR posts.replies <> " + REPLIES + ")";
    private static final String WRONG_AUTHOR = "author_counts.posts <> " + POSTS;

    private Recounting() {}

    /** The result of a comparison: ids of posts and authors whose counts seem wrong. */
    record Found(int checked, long next, long[] posts, long[] authors) {}

    static Found look(Sql sql, RecountChunk chunk) throws SQLException {
        long[] ids = sql.numbers("SELECT id FROM posts WHERE id > ? ORDER BY id LIMIT ?", chunk.after(), chunk.limit());
        long last = ids.length == 0 ? chunk.after() : ids[ids.length - 1];
        return new Found(
                ids.length,
                ids.length < chunk.limit() ? 0 : last,
                sql.numbers("SELECT posts.id FROM posts WHERE " + CHUNK + " AND " + WRONG_POST, chunk.after(), last),
                sql.numbers(
                        "SELECT author_id FROM author_counts WHERE author_id IN (SELECT posts.author_id FROM posts WHERE "
                                + CHUNK + " AND NOT EXISTS (SELECT 1 FROM activities WHERE actor_id = posts.author_id"
                                + " AND activity_id <= ?1 AND kind <> 2)) AND " + WRONG_AUTHOR,
                        chunk.after(),
                        last));
    }

    static Recounted mend(Sql sql, Found found, CountCache counts) throws SQLException {
        int mended = 0;
        for (long id : found.posts) {
            counts.touch(id);
            mended += sql.update(
                    "UPDATE posts SET likes = " + LIKES + ", reposts = " + REPOSTS + ", replies = " + REPLIES
                            + " WHERE posts.id = ? AND " + WRONG_POST,
                    id);
        }
        for (long id : found.authors) {
            mended += sql.update(
                    "UPDATE author_counts SET posts = " + POSTS + " WHERE author_id = ? AND " + WRONG_AUTHOR, id);
        }
        return new Recounted(found.checked, mended, found.next);
    }
}
