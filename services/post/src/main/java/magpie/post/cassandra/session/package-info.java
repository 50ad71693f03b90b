/** The connection to Cassandra: session and retries, tables and their version, timestamps, leases. */
@NullMarked
package magpie.post.cassandra.session;

import org.jspecify.annotations.NullMarked;
