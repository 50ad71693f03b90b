package magpie.post.cassandra.posts;

import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Duration;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.json.Json;
import magpie.post.cassandra.session.Engine;
import magpie.post.store.PostStore.Once;
import magpie.post.store.PostStore.Post;
import org.jspecify.annotations.Nullable;

/** Idempotency keys. A row expires by TTL once no setting would remember it any longer. */
public final class KeyRows {
    private static final int SECONDS = (int) Duration.ofHours(169).toSeconds();

    private final Engine engine;
    private final PreparedStatement find;
    private final PreparedStatement claim;
    private final PreparedStatement renew;
    private final PreparedStatement answer;
    private final PreparedStatement remove;

    /**
     * What a key was claimed for.
     *
     * @param event the id of the event that reports the post
     * @param answer the post's content once it is deleted
     */
    record Claim(
            byte[] hash, long postId, long event, @Nullable Post answer) {}

    public KeyRows(Engine engine) {
        this.engine = engine;
        this.find = engine.prepare(
                "SELECT request_hash, post_id, event, answer FROM idempotency WHERE user_id = ? AND key = ?");
        this.claim = engine.prepare("UPDATE idempotency USING TTL " + SECONDS
                + " SET request_hash = ?, post_id = ?, event = ? WHERE user_id = ? AND key = ? IF post_id = ?");
        this.renew = engine.prepare("UPDATE idempotency USING TTL " + SECONDS
                + " SET event = ? WHERE user_id = ? AND key = ? IF post_id = ? AND event = ?");
        this.answer = engine.prepare(
                "UPDATE idempotency USING TTL " + SECONDS + " SET answer = ? WHERE user_id = ? AND key = ?");
        this.remove = engine.prepare("DELETE FROM idempotency WHERE user_id = ? AND key = ?");
    }

    /** Returns the claim, even one whose writer got no answer; null for none. */
    @Nullable
    Claim find(long userId, String key) {
        Row row = engine.one(Engine.serially(Engine.bind(find, userId, key)));
        ByteBuffer hash = row == null ? null : row.getByteBuffer("request_hash");
        if (row == null || hash == null) {
            return null;
        }
        byte[] bytes = new byte[hash.remaining()];
        hash.get(bytes);
        return new Claim(bytes, row.getLong("post_id"), row.getLong("event"), answer(row));
    }

    /** A reused key still holds the answer of an earlier post. */
    private static @Nullable Post answer(Row row) {
        String json = row.getString("answer");
        Post post = json == null ? null : Json.MAPPER.readValue(json, Post.class);
        return post == null || post.id() != row.getLong("post_id") ? null : post;
    }

    static void refuseAnother(Once once, Claim claim) {
        if (!MessageDigest.isEqual(claim.hash, once.requestHash())) {
            throw ServiceException.of(
                    Code.IDEMPOTENCY_MISMATCH, "This idempotency key was used before with another request.");
        }
    }

    /** Claims a key, replacing what was found. */
    boolean claim(long userId, Once once, long postId, @Nullable Claim found) {
        BoundStatement statement = Engine.condition(
                claim,
                ByteBuffer.wrap(once.requestHash()),
                postId,
                postId,
                userId,
                once.key(),
                found == null ? null : found.postId);
        return Engine.took(engine.decide(statement));
    }

    /** Gives an unfinished post a new event. */
    boolean renew(long userId, String key, Claim found, long event) {
        return Engine.took(engine.decide(Engine.bind(renew, event, userId, key, found.postId, found.event)));
    }

    /** Keeps the answer, as the post is about to lose its content. */
    BatchableStatement<?> keepAnswer(Post post, String key) {
        return Engine.bind(answer, Json.MAPPER.writeValueAsString(post), post.authorId(), key);
    }

    BatchableStatement<?> remove(long userId, String key) {
        return Engine.bind(remove, userId, key);
    }
}
