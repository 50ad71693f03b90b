/**
 * Makes requests at a pace and by a plan, and counts their outcomes and latencies. The plans are those of a network; a
 * request names its user by number and knows no account.
 */
@NullMarked
package magpie.bench.drive;

import org.jspecify.annotations.NullMarked;
