package magpie.post.sqlite;

import java.sql.SQLException;
import java.util.List;
import magpie.api.post.ActivityBatch;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.kit.sql.Sql;
import magpie.post.sqlite.Timelines.Activity;

/**
 * The table {@code activities}. A post's own activity is deleted with it; a repost's stays until {@link CleanUp} runs,
 * so readers check that the reposted post still exists.
 */
final class ActivityRows {
    /** A post, or a reply to oneself. */
    static final int POST = 0;

    /** A reply to somebody else. */
    static final int REPLY = 1;

    /** A repost. */
    static final int REPOST = 2;

    /** Whether activity {@code a} is visible; the number is {@link #REPOST}. */
    static final String STANDS =
            "(a.kind <> 2 OR EXISTS (SELECT 1 FROM posts p WHERE p.id = a.post_id AND p.deleted = 0))";

    private static final String PAGE =
            "SELECT a.activity_id, a.post_id, a.actor_id FROM activities a WHERE a.actor_id = ? AND a.activity_id < ? AND ";
    private static final String NEWEST_FIRST = STANDS + " ORDER BY a.activity_id DESC LIMIT ?";

    private ActivityRows() {}

    static void add(Sql sql, long actorId, long activityId, long postId, int kind) throws SQLException {
        sql.update(
                "INSERT INTO activities (actor_id, activity_id, post_id, kind) VALUES (?, ?, ?, ?)",
                actorId,
                activityId,
                postId,
                kind);
    }

    static void remove(Sql sql, long actorId, long activityId) throws SQLException {
        sql.update("DELETE FROM activities WHERE actor_id = ? AND activity_id = ?", actorId, activityId);
    }

    static ActivityBatch byIds(Sql sql, long[] ids) throws SQLException {
        return Columns.of(
                        sql,
                        ids.length,
                        3,
                        "SELECT a.activity_id, a.post_id, a.actor_id FROM json_each(?) j"
                                + " CROSS JOIN activities a ON a.activity_id = j.value WHERE " + STANDS,
                        IdList.json(ids))
                .activityBatch();
    }

    /** Returns an author's newest activities, including reposts of deleted posts. */
    static List<Activity> newest(Sql sql, long authorId, int limit) throws SQLException {
        return sql.list(
                "SELECT activity_id, post_id, kind FROM activities WHERE actor_id = ? ORDER BY activity_id DESC LIMIT ?",
                row -> new Activity(row.getLong(1), row.getLong(2), row.getInt(3)),
                authorId,
                limit);
    }

    static ActivityPage byAuthor(Sql sql, AuthorListing listing) throws SQLException {
        return Columns.of(
                        sql,
                        listing.limit(),
                        3,
                        listing.replies() ? PAGE + NEWEST_FIRST : PAGE + "a.kind <> 1 AND " + NEWEST_FIRST,
                        listing.authorId(),
                        listing.before(),
                        listing.limit() + 1)
                .activityPage();
    }
}
