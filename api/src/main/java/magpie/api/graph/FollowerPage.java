package magpie.api.graph;

/**
 * A step of followers.
 *
 * @param standing how the author stands at this moment
 * @param followerIds the followers, none for a celebrated author
 * @param next where the next step starts; 0 when this was the last
 * @param behind whether they come from a copy, which may not have the last follows yet: what is delivered to them must
 *     be delivered again when they do not
 */
public record FollowerPage(CelebrityStatus standing, long[] followerIds, long next, boolean behind) {
    /** Followers as they are. */
    public FollowerPage(CelebrityStatus standing, long[] followerIds, long next) {
        this(standing, followerIds, next, false);
    }

    /** The same, from a copy. */
    public FollowerPage fromACopy() {
        return new FollowerPage(standing, followerIds, next, true);
    }
}
