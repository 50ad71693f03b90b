/** Events on their way to the log: written with the rows they report, and found again by the relay. */
@NullMarked
package magpie.post.cassandra.outbox;

import org.jspecify.annotations.NullMarked;
