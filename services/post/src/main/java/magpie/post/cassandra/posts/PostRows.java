package magpie.post.cassandra.posts;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import magpie.kit.json.Json;
import magpie.post.cassandra.session.Engine;
import magpie.post.cassandra.session.WriteTimestamps;
import magpie.post.store.PostStore;
import magpie.post.store.PostStore.Post;
import org.jspecify.annotations.Nullable;

/** The table {@code posts}, and the columns of {@code post_lists} that belong to a post. */
public final class PostRows {
    private final Engine engine;
    private final PreparedStatement find;
    private final PreparedStatement parent;
    private final PreparedStatement insert;
    private final PreparedStatement insertSummary;
    private final PreparedStatement delete;
    private final PreparedStatement deleteSummary;

    /** A post and the idempotency key it was published with, or null. */
    public record Kept(Post post, @Nullable String key) {}

    public PostRows(Engine engine) {
        this.engine = engine;
        this.find = engine.prepare("SELECT post_id, author_id, reply_to_id, reply_to_author_id, body,"
                + " mentions, tags, deleted, idempotency_key FROM posts WHERE post_id = ?");
        this.parent = engine.prepare("SELECT reply_to_id FROM posts WHERE post_id = ?");
        this.insert = engine.prepare("INSERT INTO posts (post_id, author_id, reply_to_id, reply_to_author_id,"
                + " body, mentions, tags, idempotency_key)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?");
        this.insertSummary = engine.prepare("UPDATE post_lists USING TIMESTAMP ? SET author_id = ? WHERE subject = ?");
        this.delete = engine.prepare("UPDATE posts USING TIMESTAMP ? SET deleted = true, body = null,"
                + " mentions = null, tags = null, idempotency_key = null WHERE post_id = ?");
        this.deleteSummary = engine.prepare("UPDATE post_lists USING TIMESTAMP ? SET deleted = true WHERE subject = ?");
    }

    @Nullable
    public Kept find(long postId) {
        Row row = engine.one(Engine.bind(find, postId));
        return row == null || row.isNull("author_id") ? null : new Kept(post(row), row.getString("idempotency_key"));
    }

    public List<Post> read(long... postIds) {
        List<Post> posts = new ArrayList<>(postIds.length);
        List<Long> wanted = LongStream.of(postIds).distinct().boxed().toList();
        for (@Nullable Kept kept : engine.<Long, @Nullable Kept>each(wanted, this::find)) {
            if (kept != null) {
                posts.add(kept.post());
            }
        }
        return posts;
    }

    /** Returns the ids above a post. One read for each, since threads are seldom deep. */
    public long[] ancestors(long postId, int limit) {
        List<Long> found = new ArrayList<>();
        long at = postId;
        while (found.size() < limit) {
            Row row = engine.one(Engine.bind(parent, at));
            if (row == null || row.getLong(0) == 0) {
                break;
            }
            at = row.getLong(0);
            found.add(at);
        }
        return found.stream().mapToLong(id -> id).toArray();
    }

    /** The inserts of a post: the same rows with the same timestamps each time. */
    List<BatchableStatement<?>> inserting(Post post, @Nullable String key) {
        long timestamp = WriteTimestamps.written(post.id());
        boolean reply = post.replyToId() != 0;
        return List.of(
                Engine.bind(
                        insert,
                        post.id(),
                        post.authorId(),
                        reply ? post.replyToId() : null,
                        reply ? post.replyToAuthorId() : null,
                        post.text(),
                        json(post.mentionedIds()),
                        json(post.tags()),
                        key,
                        timestamp),
                Engine.bind(insertSummary, timestamp, post.authorId(), post.id()));
    }

    /** Deletions that win over {@link #inserting}, whichever comes first. */
    List<BatchableStatement<?>> deleting(long postId) {
        long timestamp = WriteTimestamps.deleted(postId);
        return List.of(Engine.bind(delete, timestamp, postId), Engine.bind(deleteSummary, timestamp, postId));
    }

    private static @Nullable String json(List<?> values) {
        return values.isEmpty() ? null : Json.MAPPER.writeValueAsString(values);
    }

    private static Post post(Row row) {
        String text = row.getString("body");
        return new Post(
                row.getLong("post_id"),
                row.getLong("author_id"),
                row.getLong("reply_to_id"),
                row.getLong("reply_to_author_id"),
                text == null ? "" : text,
                PostStore.mentionedIds(row.getString("mentions")),
                tags(row.getString("tags")),
                row.getBoolean("deleted"));
    }

    private static List<String> tags(@Nullable String json) {
        return json == null ? List.of() : List.of(Json.MAPPER.readValue(json, String[].class));
    }
}
