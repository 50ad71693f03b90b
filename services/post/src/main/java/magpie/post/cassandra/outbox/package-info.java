/** Events on their way to the log: written with the rows they tell of, and found again by who moves them. */
@NullMarked
package magpie.post.cassandra.outbox;

import org.jspecify.annotations.NullMarked;
