/** How the adapter speaks to Cassandra: the session and its tries, the tables and their version, timestamps and leases. */
@NullMarked
package magpie.post.cassandra.session;

import org.jspecify.annotations.NullMarked;
