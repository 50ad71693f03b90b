package magpie.post.cassandra.lists;

/**
 * An entry of a list; {@code post-1.cql} says what each list contains.
 *
 * @param kind of an activity; 0 in other lists
 */
public record Entry(long id, long item, int kind) {
    /** A post, or a reply to oneself. */
    public static final int POST = 0;

    /** A reply to somebody else. */
    public static final int REPLY = 1;

    /** A repost. */
    public static final int REPOST = 2;

    public Entry(long id, long item) {
        this(id, item, POST);
    }
}
