package magpie.post.sqlite;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import magpie.api.Done;
import magpie.kit.sql.Sql;
import magpie.post.store.PostStore.DeletedChunk;
import magpie.post.store.PostStore.Post;

/**
 * Removes what an account made: its posts and reposts, then its likes, then its keys. The rows themselves say what is
 * left, so after any interruption the next chunk simply carries on.
 */
final class AuthorDeletion {
    private final Deletion deletions;
    private final ReactionRows reactions;

    AuthorDeletion(Deletion deletions, ReactionRows reactions) {
        this.deletions = deletions;
        this.reactions = reactions;
    }

    private record Activity(long id, long postId, int kind) {}

    static Done refuse(Sql sql, long userId) throws SQLException {
        GoneUsers.add(sql, userId);
        return Done.DONE;
    }

    DeletedChunk deleteAuthor(Sql sql, long userId, int limit) throws SQLException {
        List<Activity> activities = sql.list(
                "SELECT activity_id, post_id, kind FROM activities WHERE actor_id = ? ORDER BY activity_id LIMIT ?",
                row -> new Activity(row.getLong(1), row.getLong(2), row.getInt(3)),
                userId,
                limit);
        if (!activities.isEmpty()) {
            return new DeletedChunk(undo(sql, userId, activities), false);
        }
        boolean done = unlike(sql, userId, limit) < limit && KeyRows.forgetOf(sql, userId, limit) < limit;
        if (done) {
            sql.update("DELETE FROM author_counts WHERE author_id = ?", userId);
        }
        return new DeletedChunk(new long[0], done);
    }

    private long[] undo(Sql sql, long userId, List<Activity> activities) throws SQLException {
        long[] deleted = new long[activities.size()];
        int count = 0;
        for (Activity activity : activities) {
            if (activity.kind == ActivityRows.REPOST) {
                reactions.undo(sql, userId, activity.postId, activity.id);
            } else {
                delete(sql, activity.postId);
                deleted[count++] = activity.postId;
            }
        }
        return Arrays.copyOf(deleted, count);
    }

    private void delete(Sql sql, long postId) throws SQLException {
        Post post = PostRows.find(sql, postId);
        if (post == null || post.deleted()) {
            throw new IllegalStateException("activity of post " + postId + " (expected: a post that exists)");
        }
        deletions.delete(sql, post);
    }

    private int unlike(Sql sql, long userId, int limit) throws SQLException {
        Columns liked = Columns.of(sql, limit, 2, """
                SELECT l.post_id, p.author_id FROM likes l CROSS JOIN posts p ON p.id = l.post_id
                WHERE l.user_id = ? ORDER BY l.id LIMIT ?""", userId, limit);
        for (int i = 0; i < liked.size(); i++) {
            reactions.unlike(sql, userId, liked.first(i), liked.second(i));
        }
        return liked.size();
    }
}
