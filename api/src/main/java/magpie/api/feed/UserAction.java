package magpie.api.feed;

/** What a user did; ids that do not apply are 0. */
public record UserAction(Kind kind, long userId, long subjectId, long activityId, long postId) {
    /** What was done. */
    public enum Kind {
        /** {@code userId} published {@code postId}. */
        PUBLISHED,
        /** {@code userId} deleted {@code postId}. */
        POST_DELETED,
        /** {@code userId} reposted {@code postId} as {@code activityId}. */
        REPOSTED,
        /** {@code userId} undid the repost {@code activityId}. */
        REPOST_UNDONE,
        /**
         * The relation of {@code userId} to {@code subjectId} changed: they followed, unfollowed, muted or unmuted
         * them, or one of the two blocked or unblocked the other.
         */
        RELATIONSHIP_CHANGED
    }
}
