/**
 * Stores posts in one SQLite file, {@code post.db}. Start with {@link magpie.post.sqlite.SqlitePostStore};
 * {@code post-1.sql} explains the layout.
 */
@NullMarked
package magpie.post.sqlite;

import org.jspecify.annotations.NullMarked;
