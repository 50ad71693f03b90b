/** The long lists: in parts of bounded size, and counted. */
@NullMarked
package magpie.post.cassandra.lists;

import org.jspecify.annotations.NullMarked;
