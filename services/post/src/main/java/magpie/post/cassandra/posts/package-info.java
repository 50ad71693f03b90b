/** Posts: publishing and deleting them, and what their authors did. */
@NullMarked
package magpie.post.cassandra.posts;

import org.jspecify.annotations.NullMarked;
