package magpie.api.post;

/**
 * Counts and reactions in columns, in the order asked.
 *
 * @param flags per post: {@link #LIKED}, {@link #REPOSTED}, {@link #GONE}
 */
public record PostStats(int[] likes, int[] reposts, int[] replies, byte[] flags) {
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
