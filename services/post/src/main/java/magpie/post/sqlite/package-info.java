/**
 * Posts kept in one SQLite file, {@code post.db}. Start with {@link magpie.post.sqlite.SqlitePostStore}; the layout is
 * explained in {@code post-1.sql}.
 */
@NullMarked
package magpie.post.sqlite;

import org.jspecify.annotations.NullMarked;
