package magpie.api.post;

import java.util.Arrays;

/**
 * Activities, newest first, in columns.
 *
 * @param activityIds the activities
 * @param postIds the post of each
 * @param actorIds who published or reposted it
 * @param more whether there may be more below the last
 */
public record ActivityPage(long[] activityIds, long[] postIds, long[] actorIds, boolean more) {
    /** What of the page is above an id: where not all of it is, the list ends with it. */
    public ActivityPage above(long since) {
        int size = activityIds.length;
        while (size > 0 && activityIds[size - 1] <= since) {
            size--;
        }
        return size == activityIds.length
                ? this
                : new ActivityPage(
                        Arrays.copyOf(activityIds, size),
                        Arrays.copyOf(postIds, size),
                        Arrays.copyOf(actorIds, size),
                        false);
    }
}
