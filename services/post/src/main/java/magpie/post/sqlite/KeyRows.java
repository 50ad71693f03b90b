package magpie.post.sqlite;

import java.security.MessageDigest;
import java.sql.SQLException;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.kit.json.Json;
import magpie.kit.sql.Sql;
import magpie.post.store.PostStore.Once;
import magpie.post.store.PostStore.Post;
import org.jspecify.annotations.Nullable;

/** Idempotency keys: the table {@code idempotency}. */
final class KeyRows {
    private KeyRows() {}

    private record Row(
            byte[] requestHash, long postId, @Nullable String answer) {}

    /** Returns what the key published before, or null; a concurrent retry waits for the one writer. */
    static @Nullable Post answer(Sql sql, long userId, Once once) throws SQLException {
        Row row = sql.first(
                "SELECT request_hash, post_id, answer FROM idempotency WHERE user_id = ? AND key = ?",
                found -> new Row(found.getBytes(1), found.getLong(2), found.getString(3)),
                userId,
                once.key());
        if (row == null || row.postId < once.since()) {
            return null;
        }
        if (!MessageDigest.isEqual(row.requestHash, once.requestHash())) {
            throw ServiceException.of(
                    Code.IDEMPOTENCY_MISMATCH, "This idempotency key was used before with another request.");
        }
        return row.answer == null ? PostRows.find(sql, row.postId) : Json.MAPPER.readValue(row.answer, Post.class);
    }

    static void add(Sql sql, long userId, Once once, long postId) throws SQLException {
        sql.update(
                "INSERT OR REPLACE INTO idempotency (user_id, key, request_hash, post_id) VALUES (?, ?, ?, ?)",
                userId,
                once.key(),
                once.requestHash(),
                postId);
    }

    /** Keeps the answer, as the post is about to lose its content. */
    static void keepAnswer(Sql sql, Post post) throws SQLException {
        if (sql.number("SELECT 1 FROM idempotency WHERE post_id = ?", 0, post.id()) != 0) {
            sql.update(
                    "UPDATE idempotency SET answer = ? WHERE post_id = ?",
                    Json.MAPPER.writeValueAsString(post),
                    post.id());
        }
    }

    static boolean any(Sql sql, long below) throws SQLException {
        return sql.number("SELECT 1 FROM idempotency WHERE post_id < ? LIMIT 1", 0, below) != 0;
    }

    static int forget(Sql sql, long below, int limit) throws SQLException {
        return sql.update("""
                DELETE FROM idempotency WHERE (user_id, key) IN (
                  SELECT user_id, key FROM idempotency INDEXED BY idempotency_by_post WHERE post_id < ? LIMIT ?)""", below, limit);
    }

    static int forgetOf(Sql sql, long userId, int limit) throws SQLException {
        return sql.update("""
                DELETE FROM idempotency WHERE user_id = ?1 AND key IN (
                  SELECT key FROM idempotency WHERE user_id = ?1 LIMIT ?2)""", userId, limit);
    }
}
