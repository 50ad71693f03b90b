/** Caches shared by all readers: posts, and the timelines of celebrities. */
@NullMarked
package magpie.feed.near;

import org.jspecify.annotations.NullMarked;
