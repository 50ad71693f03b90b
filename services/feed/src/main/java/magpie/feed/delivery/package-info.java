/** The fan-out: brings an activity to the followers that are active. */
@NullMarked
package magpie.feed.delivery;

import org.jspecify.annotations.NullMarked;
