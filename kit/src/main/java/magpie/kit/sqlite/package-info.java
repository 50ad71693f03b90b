/**
 * SQLite as a durable store: one writer with group commit, pooled readers, forward-only schemas. Start with
 * {@link magpie.kit.sqlite.SqliteDatabase}.
 */
@NullMarked
package magpie.kit.sqlite;

import org.jspecify.annotations.NullMarked;
