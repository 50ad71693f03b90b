package magpie.feed.window;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A window on a list of activities: the newest entries, each (activity id, post id), in a ring of two primitive arrays
 * (16 bytes an entry, at most a quarter of slack). Entries are inserted by id, in any order and any number of times.
 * The window is complete above its floor; for the rest the stores must be asked.
 *
 * <p>Thread-safe; every method is a short critical section.
 */
public final class Timeline implements Window {
    private static final int FIRST_CAPACITY = 8;

    private final int window;
    private long[] activities;
    private long[] posts;
    /** Index of the oldest entry. */
    private int head;

    private int size;
    private long floor;

    public Timeline(int window) {
        this.window = window;
        this.activities = new long[Math.min(FIRST_CAPACITY, window)];
        this.posts = new long[activities.length];
    }

    /** Nothing to do: it is in the index before anybody can call this, and already takes deliveries. */
    @Override
    public long begin() {
        return 0;
    }

    @Override
    public boolean complete(long building, Slice stored, long fingerprint) {
        insertAll(stored);
        return true;
    }

    /** Adds an entry; ignores duplicates and entries below the floor. A full window drops its oldest. */
    public synchronized boolean insert(long activity, long post) {
        if (activity <= floor) {
            return false;
        }
        int place = placeOf(activity);
        if (place < size && activities[index(place)] == activity) {
            return false;
        }
        if (size == window) {
            if (place == 0) {
                floor = activity;
                return false;
            }
            dropOldest();
            place--;
        }
        makeRoom(place);
        activities[index(place)] = activity;
        posts[index(place)] = post;
        return true;
    }

    /** Adds entries read from a store, and takes over their floor. */
    public synchronized void insertAll(Slice stored) {
        raiseFloor(stored.floor);
        for (int i = stored.size - 1; i >= 0; i--) {
            insert(stored.activities[i], stored.posts[i]);
        }
    }

    /** Returns the newest entries below an id, at most as many as the slice takes. */
    @Override
    public synchronized Slice below(long before, int limit) {
        int end = placeOf(before);
        Slice slice = new Slice(Math.min(limit, end));
        for (int place = end - 1; slice.size < slice.activities.length; place--) {
            slice.activities[slice.size] = activities[index(place)];
            slice.posts[slice.size++] = posts[index(place)];
        }
        slice.floor = floor;
        return slice;
    }

    /** The window is complete above this id; 0 when it holds everything there is. */
    synchronized long floor() {
        return floor;
    }

    synchronized int size() {
        return size;
    }

    /** Bytes used for entries, slack included. */
    synchronized int bytes() {
        return 16 * activities.length;
    }

    private void raiseFloor(long to) {
        floor = Math.max(floor, to);
        while (size > 0 && activities[head] <= floor) {
            removeOldest();
        }
    }

    private void dropOldest() {
        floor = activities[head];
        removeOldest();
    }

    private void removeOldest() {
        head = head + 1 == activities.length ? 0 : head + 1;
        size--;
    }

    /** Counts the entries older than an id: the index where it is or would be, from the oldest. */
    private int placeOf(long activity) {
        if (size == 0 || activities[index(size - 1)] < activity) {
            return size;
        }
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (activities[index(middle)] < activity) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Moves everything newer than an index by one; nearly always that is nothing. */
    private void makeRoom(int place) {
        if (size == activities.length) {
            grow();
        }
        for (int i = size; i > place; i--) {
            activities[index(i)] = activities[index(i - 1)];
            posts[index(i)] = posts[index(i - 1)];
        }
        size++;
    }

    private void grow() {
        int capacity = Math.min(window, Math.max(size + 4, size + size / 4));
        activities = unrolled(activities, capacity);
        posts = unrolled(posts, capacity);
        head = 0;
    }

    private long[] unrolled(long[] ring, int capacity) {
        // Copies beyond the end of the ring, which is full and grows: the rest is zeros.
        long[] straight = Arrays.copyOfRange(ring, head, head + capacity);
        int tail = ring.length - head;
        if (tail < size) {
            System.arraycopy(ring, 0, straight, tail, size - tail);
        }
        return straight;
    }

    private int index(int place) {
        int index = head + place;
        return index < activities.length ? index : index - activities.length;
    }

    /** Merges slices into the newest {@code limit} entries above all their floors, without duplicates. */
    public static Slice merge(Slice[] sources, int limit) {
        Slice merged = new Slice(limit);
        for (Slice source : sources) {
            merged.floor = Math.max(merged.floor, source.floor);
        }
        while (merged.size < limit) {
            Slice newest = newest(sources);
            if (newest == null || newest.activities[newest.position] <= merged.floor) {
                break;
            }
            long activity = newest.activities[newest.position];
            if (merged.size == 0 || merged.activities[merged.size - 1] != activity) {
                merged.activities[merged.size] = activity;
                merged.posts[merged.size++] = newest.posts[newest.position];
            }
            newest.position++;
        }
        return merged;
    }

    /** Finds the source with the newest next entry. A scan: readers pull few authors, too few for a heap to pay. */
    private static @Nullable Slice newest(Slice[] sources) {
        Slice newest = null;
        for (Slice source : sources) {
            if (source.position < source.size
                    && (newest == null || source.activities[source.position] > newest.activities[newest.position])) {
                newest = source;
            }
        }
        return newest;
    }
}
