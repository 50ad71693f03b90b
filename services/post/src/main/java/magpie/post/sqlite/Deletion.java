package magpie.post.sqlite;

import java.sql.SQLException;
import magpie.api.Done;
import magpie.api.ServiceException;
import magpie.api.post.PostDeletion;
import magpie.api.post.PostEvent;
import magpie.api.post.PostEvent.PostDeleted;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sql.Sql;
import magpie.post.store.PostStore.Post;

/** The transaction that deletes a post: all that is fast at once; likes and reposts are left to {@link CleanUp}. */
final class Deletion {
    private final SqliteTopics topics;
    private final CountCache counts;
    private final Timelines timelines;

    Deletion(SqliteTopics topics, CountCache counts, Timelines timelines) {
        this.topics = topics;
        this.counts = counts;
        this.timelines = timelines;
    }

    Done delete(Sql sql, PostDeletion deletion) throws SQLException {
        Post post = PostRows.find(sql, deletion.postId());
        if (post == null || (!deletion.operator() && post.authorId() != deletion.authorId())) {
            throw ServiceException.notFound("post");
        }
        if (!post.deleted()) {
            delete(sql, post);
        }
        return Done.DONE;
    }

    /** Deletes a post that exists. */
    void delete(Sql sql, Post post) throws SQLException {
        KeyRows.keepAnswer(sql, post);
        sql.update("""
                UPDATE posts SET deleted = 1, likes = 0, reposts = 0, text = '', mentions = NULL, tags = NULL
                  WHERE id = ?""", post.id());
        ActivityRows.remove(sql, post.authorId(), post.id());
        for (String tag : post.tags()) {
            sql.update("DELETE FROM tags WHERE tag = ? AND post_id = ?", tag, post.id());
        }
        CountRows.removePost(sql, post.authorId());
        if (post.replyToId() != 0) {
            sql.update("UPDATE posts SET replies = replies - 1 WHERE id = ?", post.replyToId());
            counts.touch(post.replyToId());
        }
        counts.touch(post.id());
        timelines.touch(post.authorId());
        CleanUp.add(sql, post.id());
        topics.append(
                sql, PostEvent.TOPIC, post.authorId(), new PostDeleted(post.id(), post.authorId(), post.replyToId()));
    }
}
