/**
 * Stores posts in Cassandra. Start with {@link magpie.post.cassandra.CassandraPosts}; {@code post-1.cql} explains the
 * layout, ADR 10 the consistency levels.
 */
@NullMarked
package magpie.post.cassandra;

import org.jspecify.annotations.NullMarked;
