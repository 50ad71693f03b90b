/** The fan-out: delivers an activity to the active followers. */
@NullMarked
package magpie.feed.delivery;

import org.jspecify.annotations.NullMarked;
