/**
 * Makes requests and counts what comes of them: at which pace, by which plan, and how long each took. The plans are those
 * of a network; a request names its user by number and knows no account.
 */
@NullMarked
package magpie.bench.drive;

import org.jspecify.annotations.NullMarked;
