package magpie.api.feed;

import java.util.List;
import magpie.api.post.ReadYourWrites;
import org.jspecify.annotations.Nullable;

/**
 * A page of the feed.
 *
 * @param nextCursor where the next page starts; null at the end
 * @param partial whether a dependency was down and posts may be missing
 * @param token for the reactions of these posts
 */
public record FeedPage(List<FeedEntry> entries, @Nullable String nextCursor, boolean partial, ReadYourWrites token) {}
