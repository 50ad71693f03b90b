package magpie.post.cassandra.lists;

/**
 * An entry of a list; see {@code post-1.cql} for what each list has in it.
 *
 * @param kind of an activity, 0 in other lists
 */
public record Entry(long id, long item, int kind) {
    /** A post, or a reply to one's own. */
    public static final int POST = 0;

    /** A reply to somebody else. */
    public static final int REPLY = 1;

    /** A repost. */
    public static final int REPOST = 2;

    public Entry(long id, long item) {
        this(id, item, POST);
    }
}
