/** Windows: the newest entries of a list of activities, in this heap or in an index that instances share. */
@NullMarked
package magpie.feed.window;

import org.jspecify.annotations.NullMarked;
