package magpie.api.feed;

import org.jspecify.annotations.Nullable;

/**
 * A request for a page.
 *
 * @param cursor where the page before ended; null for the first
 * @param limit 1 to {@link magpie.api.Limits#PAGE}
 * @param since the list ends above this activity, for a reader who has seen the rest; 0 for the whole list. An
 *     activity that reaches the reader late has an older id and is missing from such a list
 */
public record FeedQuery(long userId, @Nullable String cursor, int limit, long since) {
    /** A page of the whole list. */
    public FeedQuery(long userId, @Nullable String cursor, int limit) {
        this(userId, cursor, limit, 0);
    }
}
