package magpie.post.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import magpie.api.Listing;
import magpie.api.ServiceException;
import magpie.api.post.TagListing;
import magpie.kit.json.Json;
import magpie.kit.sql.Sql;
import magpie.post.store.PostStore;
import magpie.post.store.PostStore.Post;
import magpie.post.store.PostStore.PostKeys;
import org.jspecify.annotations.Nullable;

/** Reads the table {@code posts} and the lists that point into it. */
final class PostRows {
    private static final String COLUMNS =
            "p.id, p.author_id, p.reply_to_id, p.reply_to_author_id," + " p.text, p.mentions, p.tags, p.deleted";

    private PostRows() {}

    static List<Post> read(Sql sql, long... ids) throws SQLException {
        return sql.list(
                "SELECT " + COLUMNS + " FROM json_each(?) j CROSS JOIN posts p ON p.id = j.value",
                PostRows::post,
                IdList.json(ids));
    }

    static @Nullable Post find(Sql sql, long id) throws SQLException {
        return sql.first("SELECT " + COLUMNS + " FROM posts p WHERE p.id = ?", PostRows::post, id);
    }

    /** Returns the author of a post that exists. */
    static long author(Sql sql, long postId) throws SQLException {
        long author = sql.number("SELECT author_id FROM posts WHERE id = ? AND deleted = 0", 0, postId);
        if (author == 0) {
            throw ServiceException.notFound("post");
        }
        return author;
    }

    static long[] ancestors(Sql sql, long postId, int limit) throws SQLException {
        return sql.numbers("""
                WITH RECURSIVE up (id, depth) AS (
                  SELECT reply_to_id, 1 FROM posts WHERE id = ? AND reply_to_id IS NOT NULL
                  UNION ALL
                  SELECT p.reply_to_id, depth + 1 FROM up CROSS JOIN posts p ON p.id = up.id
                  WHERE p.reply_to_id IS NOT NULL AND depth < ?)
                SELECT id FROM up ORDER BY depth\
                """, postId, limit);
    }

    static PostKeys replies(Sql sql, Listing listing) throws SQLException {
        return Columns.of(sql, listing.limit(), 2, """
                        SELECT id, id FROM posts INDEXED BY replies
                        WHERE reply_to_id = ? AND deleted = 0 AND id > ? ORDER BY id LIMIT ?\
                        """, listing.subjectId(), listing.before(), listing.limit() + 1)
                .postKeys();
    }

    static PostKeys byTag(Sql sql, TagListing listing) throws SQLException {
        return Columns.of(
                        sql,
                        listing.limit(),
                        2,
                        "SELECT post_id, post_id FROM tags WHERE tag = ? AND post_id < ? ORDER BY post_id DESC LIMIT ?",
                        listing.tag(),
                        listing.before(),
                        listing.limit() + 1)
                .postKeys();
    }

    /** A list as JSON, null for none. */
    static @Nullable String json(List<?> values) {
        return values.isEmpty() ? null : Json.MAPPER.writeValueAsString(values);
    }

    private static Post post(ResultSet row) throws SQLException {
        return new Post(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getLong(4),
                row.getString(5),
                PostStore.mentionedIds(row.getString(6)),
                tags(row.getString(7)),
                row.getBoolean(8));
    }

    private static List<String> tags(@Nullable String json) {
        return json == null ? List.of() : List.of(Json.MAPPER.readValue(json, String[].class));
    }
}
