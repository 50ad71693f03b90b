package magpie.feed.window;

/** Entries of a list of activities, newest first, copied out: the first {@code size} places of the arrays count. */
public final class Slice {
    /** The floor of a slice that knows nothing: the stores must be asked for all of it. */
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
     * A slice of what was read elsewhere.
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

    /** How many entries there are. */
    public int size() {
        return size;
    }

    /** The activity at a place, 0 the newest. */
    public long activity(int place) {
        return activities[place];
    }

    /** The post of the activity at a place. */
    public long post(int place) {
        return posts[place];
    }

    /** The list is complete above this id; 0 when it holds everything there is. */
    public long floor() {
        return floor;
    }
}
