/**
 * The home feed. Start with {@link magpie.api.feed.Feeds}.
 */
@NullMarked
package magpie.api.feed;

import org.jspecify.annotations.NullMarked;
