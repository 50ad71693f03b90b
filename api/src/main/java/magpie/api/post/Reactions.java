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
     * @param token how old the marks may be
     */
    public record MarksQuery(long viewerId, ReadYourWrites token, long... postIds) {
        /** Asks for marks as they are now. */
        public MarksQuery(long viewerId, long... postIds) {
            this(viewerId, ReadYourWrites.UNKNOWN, postIds);
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
