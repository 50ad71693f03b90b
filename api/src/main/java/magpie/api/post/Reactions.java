package magpie.api.post;

/** What {@link Posts} takes and gives about likes, reposts and counts. */
public final class Reactions {
    private Reactions() {}

    /** A user's like or repost of a post. */
    public record Reaction(long userId, long postId) {}

    /**
     * The state after a reaction.
     *
     * @param post what never changes about the post
     * @param counts its counts and the user's marks now
     * @param activityId the repost's activity; 0 for anything else
     */
    public record Reacted(Content.PostFacts post, Marks counts, long activityId) {}

    /**
     * Asks for counts and marks of at most {@link magpie.api.Limits#BATCH} posts.
     *
     * @param viewerId 0 for nobody
     * @param remembered whether the viewer did nothing for a minute or more; for servers that know no {@code quietMillis}
     * @param quietMillis for how long the viewer did nothing: the marks may be as they were at any moment since. 0 asks for
     *     marks that have all that was acknowledged before
     */
    public record MarksQuery(long viewerId, boolean remembered, long[] postIds, long quietMillis) {
        /** A minute, in milliseconds. */
        public static final long A_MINUTE = 60_000;

        /** Asks for marks as they are now. */
        public MarksQuery(long viewerId, long... postIds) {
            this(viewerId, false, postIds, 0);
        }

        /** Asks for marks as they were at any moment since the viewer is quiet. */
        public static MarksQuery quiet(long viewerId, long quietMillis, long... postIds) {
            return new MarksQuery(viewerId, quietMillis >= A_MINUTE, postIds, quietMillis);
        }

        /** For how long the viewer did nothing, as far as whoever asks says, in milliseconds. */
        public long quiet() {
            return Math.max(quietMillis, remembered ? A_MINUTE : 0);
        }
    }

    /**
     * Counts and marks in columns, in the order asked.
     *
     * @param flags per post: {@link #LIKED}, {@link #REPOSTED}, {@link #GONE}
     */
    public record Marks(int[] likes, int[] reposts, int[] replies, byte[] flags) {
        /** The viewer likes it. */
        public static final int LIKED = 1;
        /** The viewer reposted it. */
        public static final int REPOSTED = 2;
        /** The post is deleted: show nothing of it. */
        public static final int GONE = 4;

        /** Whether post {@code i} has a flag. */
        public boolean has(int i, int flag) {
            return (flags[i] & flag) != 0;
        }
    }

    /** Posts per user, in the order asked. */
    public record PostCounts(int... posts) {}

    /**
     * A chunk of a recount: at most {@code limit} posts, after the post {@code after} in the store's own order, which need
     * not be that of ids; 0 for the first.
     */
    public record Recount(long after, int limit) {}

    /**
     * What a chunk of a recount found.
     *
     * @param checked how many posts were looked at
     * @param mended how many had a wrong count, now right
     * @param next where the next chunk starts; 0 when this was the last
     */
    public record Recounted(int checked, int mended, long next) {}
}
