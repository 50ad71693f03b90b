package magpie.post.sqlite;

import java.sql.SQLException;
import magpie.api.post.InteractionEvent;
import magpie.api.post.InteractionEvent.Liked;
import magpie.api.post.InteractionEvent.Unliked;
import magpie.api.post.PostEvent;
import magpie.api.post.PostEvent.RepostUndone;
import magpie.api.post.PostEvent.Reposted;
import magpie.kit.ids.IdGenerator;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sql.Sql;

/** Likes and reposts. A count changes and an event is written only if a row did. */
final class ReactionRows {
    private final IdGenerator ids;
    private final SqliteTopics topics;
    private final CountCache counts;
    private final Timelines timelines;

    ReactionRows(IdGenerator ids, SqliteTopics topics, CountCache counts, Timelines timelines) {
        this.ids = ids;
        this.topics = topics;
        this.counts = counts;
        this.timelines = timelines;
    }

    boolean like(Sql sql, long userId, long postId) throws SQLException {
        GoneUsers.check(sql, userId);
        long author = PostRows.author(sql, postId);
        boolean changed = sql.update(
                        "INSERT OR IGNORE INTO likes (post_id, user_id, id) VALUES (?, ?, ?)",
                        postId,
                        userId,
                        ids.next())
                > 0;
        if (changed) {
            sql.update("UPDATE posts SET likes = likes + 1 WHERE id = ?", postId);
            counts.touch(postId, userId);
            topics.append(sql, InteractionEvent.TOPIC, userId, new Liked(postId, userId, author));
        }
        return changed;
    }

    boolean unlike(Sql sql, long userId, long postId) throws SQLException {
        GoneUsers.check(sql, userId);
        return unlike(sql, userId, postId, PostRows.author(sql, postId));
    }

    /** Takes back a like of a post by this author, also for a deleted account. */
    boolean unlike(Sql sql, long userId, long postId, long authorId) throws SQLException {
        boolean changed = sql.update("DELETE FROM likes WHERE post_id = ? AND user_id = ?", postId, userId) > 0;
        if (changed) {
            sql.update("UPDATE posts SET likes = likes - 1 WHERE id = ? AND deleted = 0", postId);
            counts.touch(postId, userId);
            topics.append(sql, InteractionEvent.TOPIC, userId, new Unliked(postId, userId, authorId));
        }
        return changed;
    }

    long repost(Sql sql, long userId, long postId) throws SQLException {
        GoneUsers.check(sql, userId);
        long author = PostRows.author(sql, postId);
        long before = activity(sql, userId, postId);
        if (before != 0) {
            return before;
        }
        long id = ids.next();
        sql.update("INSERT INTO reposts (post_id, user_id, activity_id) VALUES (?, ?, ?)", postId, userId, id);
        ActivityRows.add(sql, userId, id, postId, ActivityRows.REPOST);
        sql.update("UPDATE posts SET reposts = reposts + 1 WHERE id = ?", postId);
        counts.touch(postId, userId);
        timelines.touch(userId);
        topics.append(sql, PostEvent.TOPIC, userId, new Reposted(id, postId, userId, author));
        return id;
    }

    long unrepost(Sql sql, long userId, long postId) throws SQLException {
        GoneUsers.check(sql, userId);
        PostRows.author(sql, postId);
        long activity = activity(sql, userId, postId);
        if (activity != 0) {
            undo(sql, userId, postId, activity);
        }
        return activity;
    }

    /** Takes back a repost that exists, also for a deleted account. */
    void undo(Sql sql, long userId, long postId, long activityId) throws SQLException {
        sql.update("DELETE FROM reposts WHERE post_id = ? AND user_id = ?", postId, userId);
        ActivityRows.remove(sql, userId, activityId);
        sql.update("UPDATE posts SET reposts = reposts - 1 WHERE id = ? AND deleted = 0", postId);
        counts.touch(postId, userId);
        timelines.touch(userId);
        topics.append(sql, PostEvent.TOPIC, userId, new RepostUndone(activityId, postId, userId));
    }

    private static long activity(Sql sql, long userId, long postId) throws SQLException {
        return sql.number("SELECT activity_id FROM reposts WHERE post_id = ? AND user_id = ?", 0, postId, userId);
    }
}
