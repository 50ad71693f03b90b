package magpie.api.post;

/**
 * Asks for counts and reactions of at most {@link magpie.api.Limits#BATCH} posts.
 *
 * @param viewerId 0 for nobody
 * @param token how old the reactions may be
 */
public record PostStatsQuery(long viewerId, ReadYourWrites token, long... postIds) {
    /** Asks for reactions as they are now. */
    public PostStatsQuery(long viewerId, long... postIds) {
        this(viewerId, ReadYourWrites.UNKNOWN, postIds);
    }
}
