package magpie.kit.near;

import org.jspecify.annotations.Nullable;

/**
 * A set of ids, none of them 0, that is asked for every row of a page and rarely changes: a look-up takes no lock and
 * allocates nothing, and is free while the set is empty. Changes exclude one another.
 */
final class LongSet {
    private static final int LEAST = 16;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    /** An open-addressing table, at most half full; null for the empty set. Never modified. */
    private volatile long @Nullable [] table;

    private int size;

    boolean contains(long id) {
        long[] places = table;
        return places != null && places[placeOf(places, id)] == id && id != 0;
    }

    synchronized int size() {
        return size;
    }

    synchronized void add(long id) {
        if (id == 0 || contains(id)) {
            return;
        }
        long[] before = table;
        long[] next = before == null || 2 * (size + 1) > before.length
                ? copy(before, before == null ? LEAST : 2 * before.length, 0)
                : before.clone();
        next[placeOf(next, id)] = id;
        size++;
        table = next;
    }

    synchronized void remove(long id) {
        long[] before = table;
        if (before != null && contains(id)) {
            size--;
            table = size == 0 ? null : copy(before, before.length, id);
        }
    }

    /** Replaces the contents. */
    synchronized void replace(long... ids) {
        int length = Math.max(LEAST, Integer.highestOneBit(Math.max(1, ids.length)) << 2);
        long[] next = new long[length];
        int count = 0;
        for (long id : ids) {
            int place = placeOf(next, id);
            count += id != 0 && next[place] == 0 ? 1 : 0;
            next[place] = id;
        }
        size = count;
        table = count == 0 ? null : next;
    }

    synchronized long[] ids() {
        long[] ids = new long[size];
        int count = 0;
        long[] places = table;
        for (int i = 0; places != null && i < places.length; i++) {
            if (places[i] != 0) {
                ids[count++] = places[i];
            }
        }
        return ids;
    }

    private static long[] copy(long @Nullable [] from, int length, long without) {
        long[] to = new long[length];
        for (int i = 0; from != null && i < from.length; i++) {
            if (from[i] != 0 && from[i] != without) {
                to[placeOf(to, from[i])] = from[i];
            }
        }
        return to;
    }

    /** The slot where an id is, or would be. */
    private static int placeOf(long[] places, long id) {
        int last = places.length - 1;
        int place = (int) ((id * MIX) >>> 32) & last;
        while (places[place] != 0 && places[place] != id) {
            place = (place + 1) & last;
        }
        return place;
    }
}
