package magpie.kit.near;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A bounded map from ids to values for the hot path. A library's cache costs 100 to 150 ns a look-up there, most of it
 * cache misses on the way from a boxed key over two nodes to the value; this one has its keys side by side in memory and
 * costs a third.
 *
 * <p>It is set-associative, as a processor's cache is: an id can only stand in the eight places of its set, and where all
 * are taken, one that was not used lately makes room. So it may forget a little before it is full. Look-ups take no lock
 * and see what the same thread, or one that synchronised with it, put in; changes of one set exclude one another.
 */
public final class NearCache<V> {
    private static final int WAYS = 8;
    private static final int LOCKS = 256;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final AtomicLongArray keys;
    private final AtomicReferenceArray<@Nullable Entry<V>> entries;
    /** Whether a place was looked at since the last search for room; races lose a look and no more. */
    private final boolean[] used;

    private final int shift;
    private final Object[] locks = new Object[LOCKS];
    private final LongAdder size = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private int hand;

    /** Until when a value counts that does not age. */
    static final long FOR_EVER = 0;

    /** The key once more, since key and value change places one after the other. */
    private static class Entry<V> {
        private final long key;
        private final V value;

        Entry(long key, V value) {
            this.key = key;
            this.value = value;
        }

        long until() {
            return FOR_EVER;
        }

        final boolean isOver(long now) {
            return this instanceof Aging<V> aging && now - aging.until > 0;
        }
    }

    /** One that ages; all others are a third smaller. */
    private static final class Aging<V> extends Entry<V> {
        /** By {@link System#nanoTime}. */
        private final long until;

        Aging(long key, V value, long until) {
            super(key, value);
            this.until = until;
        }

        @Override
        long until() {
            return until;
        }
    }

    /** A cache of at least so many entries, rounded up to a power of two. */
    public NearCache(int atLeast) {
        int places = Math.max(WAYS, Integer.highestOneBit(Math.max(1, atLeast - 1)) << 1);
        this.keys = new AtomicLongArray(places);
        this.entries = new AtomicReferenceArray<>(places);
        this.used = new boolean[places];
        this.shift = Long.SIZE - Integer.numberOfTrailingZeros(places / WAYS);
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = new Object();
        }
    }

    /** Shows its size and how much it had to forget as {@code cache.size} and {@code cache.evictions}. */
    public NearCache<V> monitored(MeterRegistry meters, String name) {
        Gauge.builder("cache.size", this, NearCache::size).tag("cache", name).register(meters);
        FunctionCounter.builder("cache.evictions", this, cache -> cache.evictions.sum())
                .tag("cache", name)
                .register(meters);
        return this;
    }

    /** Until when a value counts that is put in now. */
    static long until(Duration age) {
        return (System.nanoTime() + age.toNanos()) | 1; // not for ever, by chance
    }

    /** The value of an id; null when it is not here. Counts as a use. */
    public @Nullable V get(long key) {
        Entry<V> entry = entry(key);
        return entry == null ? null : entry.value;
    }

    /** The same, and null when it is over at that moment. */
    @Nullable
    V get(long key, long now) {
        Entry<V> entry = entry(key);
        return entry == null || entry.isOver(now) ? null : entry.value;
    }

    private @Nullable Entry<V> entry(long key) {
        int place = placeOf(key);
        if (place < 0) {
            return null;
        }
        Entry<V> entry = entries.getAcquire(place);
        if (entry == null || entry.key != key) {
            return null;
        }
        if (!used[place]) {
            used[place] = true;
        }
        return entry;
    }

    /** Puts a value in, in the place of any other. */
    public void put(long key, V value) {
        put(key, value, FOR_EVER);
    }

    void put(long key, V value, long until) {
        synchronized (lock(key)) {
            int place = placeOf(key);
            set(place < 0 ? makeRoom(key) : place, key, value, until);
        }
    }

    /**
     * Puts a value in where there is none, or one that is over, if it may; what is there then. Whether it may is asked while
     * its set is locked: the answer must be quick and must not touch the cache.
     */
    @Nullable
    V fill(long key, V value, long until, long now, BooleanSupplier may) {
        synchronized (lock(key)) {
            int place = placeOf(key);
            Entry<V> entry = place < 0 ? null : entries.get(place);
            if (entry != null && !entry.isOver(now)) {
                return entry.value;
            }
            if (!may.getAsBoolean()) {
                return null;
            }
            set(place < 0 ? makeRoom(key) : place, key, value, until);
            return value;
        }
    }

    /** Makes another value of the one that is here, if one is; its set is locked meanwhile. */
    void change(long key, UnaryOperator<V> change) {
        synchronized (lock(key)) {
            int place = placeOf(key);
            Entry<V> entry = place < 0 ? null : entries.get(place);
            if (entry != null) {
                set(place, key, change.apply(entry.value), entry.until());
            }
        }
    }

    /** Forgets an id. */
    public void remove(long key) {
        synchronized (lock(key)) {
            int place = placeOf(key);
            if (place >= 0) {
                clear(place);
            }
        }
    }

    /** Forgets this value, and no other that has come since. */
    void remove(long key, V value) {
        synchronized (lock(key)) {
            int place = placeOf(key);
            Entry<V> entry = place < 0 ? null : entries.getPlain(place);
            if (entry != null && entry.value.equals(value)) {
                clear(place);
            }
        }
    }

    /** Forgets all that is here. */
    void clear() {
        for (int set = 0; set < keys.length() / WAYS; set++) {
            synchronized (locks[set & (LOCKS - 1)]) {
                for (int place = set * WAYS; place < (set + 1) * WAYS; place++) {
                    if (entries.getPlain(place) != null) {
                        clear(place);
                    }
                }
            }
        }
    }

    /** How many entries there are. */
    public int size() {
        return size.intValue();
    }

    private int setOf(long key) {
        return shift == Long.SIZE ? 0 : (int) ((key * MIX) >>> shift);
    }

    private Object lock(long key) {
        return locks[setOf(key) & (LOCKS - 1)];
    }

    /** Where an id seems to be, -1 for nowhere; without the lock only the entry itself tells for sure. */
    private int placeOf(long key) {
        int first = setOf(key) * WAYS;
        for (int place = first; place < first + WAYS; place++) {
            if (keys.getOpaque(place) == key && entries.getPlain(place) != null) {
                return place;
            }
        }
        return -1;
    }

    private void set(int place, long key, V value, long until) {
        entries.setRelease(place, until == FOR_EVER ? new Entry<>(key, value) : new Aging<>(key, value, until));
        keys.setOpaque(place, key);
        used[place] = true;
    }

    private int makeRoom(long key) {
        int first = setOf(key) * WAYS;
        for (int place = first; place < first + WAYS; place++) {
            if (entries.getPlain(place) == null) {
                size.increment();
                return place;
            }
        }
        evictions.increment();
        return victim(first);
    }

    /** The next place that was not used since the hand came by, as the hand of a clock goes round. */
    private int victim(int first) {
        while (true) {
            int place = first + (hand++ & (WAYS - 1));
            if (!used[place]) {
                return place;
            }
            used[place] = false;
        }
    }

    private void clear(int place) {
        entries.setRelease(place, null);
        size.decrement();
    }
}
