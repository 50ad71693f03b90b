package magpie.api.post;

/**
 * Activities, newest first, in columns.
 *
 * @param activityIds the activities
 * @param postIds the post of each
 * @param actorIds who published or reposted it
 * @param more whether there may be more below the last
 */
public record ActivityPage(long[] activityIds, long[] postIds, long[] actorIds, boolean more) {}
