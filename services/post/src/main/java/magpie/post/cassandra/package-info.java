/**
 * Posts kept in Cassandra. Start with {@link magpie.post.cassandra.CassandraPosts}; the layout is explained in
 * {@code post-1.cql}, the consistency levels in ADR 10.
 */
@NullMarked
package magpie.post.cassandra;

import org.jspecify.annotations.NullMarked;
