package magpie.post.sqlite;

import java.sql.SQLException;
import magpie.api.post.PostEvent;
import magpie.api.post.PostEvent.PostPublished;
import magpie.kit.ids.IdGenerator;
import magpie.kit.log.SqliteTopics;
import magpie.kit.sql.Sql;
import magpie.post.store.PostStore.NewPost;
import magpie.post.store.PostStore.Once;
import magpie.post.store.PostStore.Post;
import magpie.post.store.PostStore.Stored;
import org.jspecify.annotations.Nullable;

/** The transaction that publishes a post, with everything it changes. */
final class Publishing {
    private final IdGenerator ids;
    private final SqliteTopics topics;
    private final CountCache counts;
    private final Timelines timelines;

    Publishing(IdGenerator ids, SqliteTopics topics, CountCache counts, Timelines timelines) {
        this.ids = ids;
        this.topics = topics;
        this.counts = counts;
        this.timelines = timelines;
    }

    Stored publish(Sql sql, NewPost newPost, @Nullable Once once) throws SQLException {
        GoneUsers.check(sql, newPost.authorId());
        Post before = once == null ? null : KeyRows.answer(sql, newPost.authorId(), once);
        if (before != null) {
            return new Stored(before, true);
        }
        long answered = newPost.replyToId() == 0 ? 0 : PostRows.author(sql, newPost.replyToId());
        Post post = post(ids.next(), newPost, answered);
        insert(sql, post);
        index(sql, post);
        if (once != null) {
            KeyRows.add(sql, post.authorId(), once, post.id());
        }
        topics.append(sql, PostEvent.TOPIC, post.authorId(), event(post));
        counts.publish(post.id());
        return new Stored(post, false);
    }

    private static Post post(long id, NewPost newPost, long answeredAuthorId) {
        return new Post(
                id,
                newPost.authorId(),
                newPost.replyToId(),
                answeredAuthorId,
                newPost.text(),
                newPost.mentionedIds(),
                newPost.tags(),
                false);
    }

    private static void insert(Sql sql, Post post) throws SQLException {
        boolean reply = post.replyToId() != 0;
        sql.update(
                """
                INSERT INTO posts (
                  id, author_id, reply_to_id, reply_to_author_id, text, mentions, tags)
                VALUES (?, ?, ?, ?, ?, ?, ?)\
                """,
                post.id(),
                post.authorId(),
                reply ? post.replyToId() : null,
                reply ? post.replyToAuthorId() : null,
                post.text(),
                PostRows.json(post.mentionedIds()),
                PostRows.json(post.tags()));
    }

    private void index(Sql sql, Post post) throws SQLException {
        boolean toAnother = post.replyToId() != 0 && post.replyToAuthorId() != post.authorId();
        int kind = toAnother ? ActivityRows.REPLY : ActivityRows.POST;
        ActivityRows.add(sql, post.authorId(), post.id(), post.id(), kind);
        timelines.publish(post.authorId(), post.id(), kind);
        for (String tag : post.tags()) {
            sql.update("INSERT INTO tags (tag, post_id) VALUES (?, ?)", tag, post.id());
        }
        CountRows.addPost(sql, post.authorId());
        if (post.replyToId() != 0) {
            sql.update("UPDATE posts SET replies = replies + 1 WHERE id = ?", post.replyToId());
            counts.touch(post.replyToId());
        }
    }

    private static PostPublished event(Post post) {
        return new PostPublished(
                post.id(),
                post.authorId(),
                post.replyToId(),
                post.replyToAuthorId(),
                post.mentionedIds().stream().mapToLong(Long::longValue).toArray());
    }
}
