package magpie.api.post;

/**
 * What {@link Posts} takes and gives about activities. An activity is a post or a repost; the activity of a post has the
 * post's own id.
 */
public final class Activities {
    private Activities() {}

    /**
     * A page of one author's activities.
     *
     * @param before activities below this id; {@link magpie.api.Limits#NEWEST} for the first page
     * @param limit 1 to {@link magpie.api.Limits#BATCH}
     * @param replies whether replies to others come too
     * @param remembered whether the first page may be as it was half a minute ago; else it has all that was acknowledged
     *     before
     */
    public record AuthorListing(long authorId, long before, int limit, boolean replies, boolean remembered) {
        /** A page as it is now. */
        public AuthorListing(long authorId, long before, int limit, boolean replies) {
            this(authorId, before, limit, replies, false);
        }
    }

    /**
     * A merge of several authors' activities.
     *
     * @param authorIds at most 6,000
     * @param before activities below this id
     * @param limit 1 to {@link magpie.api.Limits#BATCH}
     */
    public record Merge(long[] authorIds, long before, int limit) {}

    /**
     * Activities, newest first, in columns.
     *
     * @param activityIds the activities
     * @param postIds the post of each
     * @param actorIds who published or reposted it
     * @param more whether there may be more below the last
     */
    public record ActivityPage(long[] activityIds, long[] postIds, long[] actorIds, boolean more) {}

    /** Activities in no order, in columns. */
    public record ActivityBatch(long[] activityIds, long[] postIds, long[] actorIds) {}
}
