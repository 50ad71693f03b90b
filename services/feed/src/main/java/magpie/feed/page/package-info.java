/** One page of a feed: its entries, the rules that let them in, and the cursor to the next page. */
@NullMarked
package magpie.feed.page;

import org.jspecify.annotations.NullMarked;
