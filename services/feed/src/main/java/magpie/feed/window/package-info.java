/** Windows: the newest entries of a list of activities, in this heap or in a shared index. */
@NullMarked
package magpie.feed.window;

import org.jspecify.annotations.NullMarked;
