/** Likes and reposts: as rows, as lists, and as what a viewer sees. */
@NullMarked
package magpie.post.cassandra.reactions;

import org.jspecify.annotations.NullMarked;
