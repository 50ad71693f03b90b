/** Caches of rows in this process, and what evicts from them. */
@NullMarked
package magpie.post.cassandra.near;

import org.jspecify.annotations.NullMarked;
