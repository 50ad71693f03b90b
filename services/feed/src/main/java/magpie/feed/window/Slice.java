package magpie.feed.window;

/** A copy of entries of an activity list, newest first: the first {@code size} elements of the arrays count. */
public final class Slice {
    /** The floor of an empty slice: the stores must be asked for everything. */
    public static final long UNKNOWN = Long.MAX_VALUE;

    final long[] activities;
    final long[] posts;
    int size;
    /** The list is complete above this id, as of the moment of the copy. */
    long floor;
    /** How far a merge has read. */
    int position;

    public Slice(int capacity) {
        activities = new long[capacity];
        posts = new long[capacity];
    }

    /**
     * Creates a slice of entries read elsewhere.
     *
     * @param activities newest first; as many of them count as there are posts
     * @param floor the list is complete above it
     */
    public Slice(long[] activities, long[] posts, int size, long floor) {
        this.activities = activities;
        this.posts = posts;
        this.size = size;
        this.floor = floor;
    }

    /** The number of entries. */
    public int size() {
        return size;
    }

    /** Returns the activity at an index, 0 the newest. */
    public long activity(int place) {
        return activities[place];
    }

    /** Returns the post of the activity at an index. */
    public long post(int place) {
        return posts[place];
    }

    /** The list is complete above this id; 0 when it holds everything there is. */
    public long floor() {
        return floor;
    }
}
