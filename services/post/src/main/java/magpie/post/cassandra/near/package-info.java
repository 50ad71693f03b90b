/** What this process remembers of the rows, and what a change makes it forget. */
@NullMarked
package magpie.post.cassandra.near;

import org.jspecify.annotations.NullMarked;
