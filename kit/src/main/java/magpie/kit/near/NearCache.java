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
 * A bounded map from ids to values for the hot path. A library's cache costs 100 to 150 ns per look-up there, most of
 * it processor cache misses on the way from a boxed key over two nodes to the value; this one has its keys side by side
 * in memory and costs a third.
 *
 * <p>It is set-associative, like a processor's cache: an id can only be in the eight slots of its set, and when all are
 * taken, one that was not used lately is evicted. So it may evict a little before it is full. Look-ups take no lock and
 * see what the same thread, or one that synchronised with it, put in; changes of one set exclude one another.
 */
public final class NearCache<V> {
    private static final int WAYS = 8;
    private static final int LOCKS = 256;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final AtomicLongArray keys;
    private final AtomicReferenceArray<@Nullable Entry<V>> entries;
    /** Whether a slot was looked at since the last search for a victim; a race only loses a mark. */
    private final boolean[] used;

    private final int shift;
    private final Object[] locks = new Object[LOCKS];
    private final LongAdder size = new LongAdder();
    private final LongAdder evictions = new LongAdder();
    private int hand;

    /** The deadline of a value without a TTL. */
    static final long FOR_EVER = 0;

    /** Repeats the key, because key and value of a slot change one after the other. */
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

    /** An entry with a TTL; the others are a third smaller. */
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

    /** A cache of at least this many entries, rounded up to a power of two. */
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

    /** Exports its size and evictions as {@code cache.size} and {@code cache.evictions}. */
    public NearCache<V> monitored(MeterRegistry meters, String name) {
        Gauge.builder("cache.size", this, NearCache::size).tag("cache", name).register(meters);
        FunctionCounter.builder("cache.evictions", this, cache -> cache.evictions.sum())
                .tag("cache", name)
                .register(meters);
        return this;
    }

    /** The deadline of a value that is put in now. */
    static long until(Duration age) {
        return (System.nanoTime() + age.toNanos()) | 1; // must not be FOR_EVER by chance
    }

    /** The value of an id; null on a miss. Counts as a use. */
    public @Nullable V get(long key) {
        Entry<V> entry = entry(key);
        return entry == null ? null : entry.value;
    }

    /** The value of an id; null if it has expired by then. */
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

    /** Puts a value in, replacing any other. */
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
     * Puts a value in if there is none, or an expired one, and if it may; returns what is there then. Whether it may is
     * asked under the lock of its set: the answer must be quick and must not touch the cache.
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

    /** Replaces the value, if there is one, under the lock of its set. */
    void change(long key, UnaryOperator<V> change) {
        synchronized (lock(key)) {
            int place = placeOf(key);
            Entry<V> entry = place < 0 ? null : entries.get(place);
            if (entry != null) {
                set(place, key, change.apply(entry.value), entry.until());
            }
        }
    }

    /** Removes an id. */
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

    /** Removes everything. */
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

    /** The number of entries. */
    public int size() {
        return size.intValue();
    }

    private int setOf(long key) {
        return shift == Long.SIZE ? 0 : (int) ((key * MIX) >>> shift);
    }

    private Object lock(long key) {
        return locks[setOf(key) & (LOCKS - 1)];
    }

    /** The slot where an id seems to be, -1 for none; without the lock only the entry itself is proof. */
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

    /** The next slot not used since the hand last passed (the CLOCK algorithm). */
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
