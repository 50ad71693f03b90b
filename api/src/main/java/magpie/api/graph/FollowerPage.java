package magpie.api.graph;

/**
 * One step of a fan-out's followers.
 *
 * @param status the author's celebrity status at this moment
 * @param followerIds the followers, none for a celebrity
 * @param next where the next step starts; 0 when this was the last
 * @param behind whether they come from a replica that may lag: a delivery to them must be repeated once a page is not
 *     behind
 */
public record FollowerPage(CelebrityStatus status, long[] followerIds, long next, boolean behind) {
    /** Followers read from the primary. */
    public FollowerPage(CelebrityStatus status, long[] followerIds, long next) {
        this(status, followerIds, next, false);
    }

    /** The same page, marked as read from a lagging replica. */
    public FollowerPage fromReplica() {
        return new FollowerPage(status, followerIds, next, true);
    }
}
