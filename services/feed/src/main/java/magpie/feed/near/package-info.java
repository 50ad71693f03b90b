/** What is near of the stores and the same for all readers: posts, and the timelines of celebrated authors. */
@NullMarked
package magpie.feed.near;

import org.jspecify.annotations.NullMarked;
