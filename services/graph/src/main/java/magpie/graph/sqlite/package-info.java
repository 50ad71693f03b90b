/**
 * Stores the graph in one SQLite file; {@code graph-1.sql} explains its keys. Start with
 * {@link magpie.graph.sqlite.SqliteGraphStore}.
 */
@NullMarked
package magpie.graph.sqlite;

import org.jspecify.annotations.NullMarked;
