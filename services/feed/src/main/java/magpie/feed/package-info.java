/**
 * The home feed: each active reader's window of activities, the fan-out that fills it, and the read that merges,
 * filters and pages it. It owns nothing durable; start with {@link magpie.feed.FeedService}.
 */
@NullMarked
package magpie.feed;

import org.jspecify.annotations.NullMarked;
