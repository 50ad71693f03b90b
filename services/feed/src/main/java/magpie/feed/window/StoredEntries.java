package magpie.feed.window;

import java.util.Arrays;
import magpie.api.Limits;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.api.post.Merge;
import magpie.api.post.Posts;

/** Reads the newest activities from the post store, as many as fit a window. */
public final class StoredEntries {
    private StoredEntries() {}

    /** Returns those of several authors, merged. */
    public static Slice of(Posts posts, long[] authors, int window) {
        long[] activities = new long[window];
        long[] postIds = new long[window];
        int size = 0;
        boolean more = true;
        while (more && size < window) {
            long before = size == 0 ? Limits.NEWEST : activities[size - 1];
            ActivityPage page = posts.merged(new Merge(authors, before, Math.min(window - size, Limits.BATCH)));
            int count = Math.min(page.activityIds().length, window - size);
            System.arraycopy(page.activityIds(), 0, activities, size, count);
            System.arraycopy(page.postIds(), 0, postIds, size, count);
            size += count;
            more = page.more() && count > 0;
        }
        long floor = more && size > 0 ? activities[size - 1] - 1 : 0;
        return new Slice(Arrays.copyOf(activities, size), Arrays.copyOf(postIds, size), size, floor);
    }

    /** Returns those of one author. */
    public static Slice of(Posts posts, long authorId, int window) {
        ActivityPage page =
                posts.byAuthor(new AuthorListing(authorId, Limits.NEWEST, Math.min(window, Limits.BATCH), true));
        int size = page.activityIds().length;
        long floor = page.more() && size > 0 ? page.activityIds()[size - 1] - 1 : 0;
        return new Slice(page.activityIds(), page.postIds(), size, floor);
    }
}
