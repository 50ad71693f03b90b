package magpie.kit.near;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import magpie.kit.fastpath.FastPath;
import org.jspecify.annotations.Nullable;

/**
 * Caches what was read from a store, and is never older than the last change it was told of. Made by a
 * {@link CachePlan}; for ids on the hot path there is {@link LongCache}. What it promises:
 *
 * <ul>
 *   <li>Concurrent misses of one key ask the store once; all get its answer, or its failure ({@link SingleFlight}).
 *   <li>A change beats a read under way. What was read before {@link #forget} is returned to its caller and not kept,
 *       and a later caller does not join that read but starts another. So whoever makes a change, then tells the cache,
 *       then answers, has promised that nobody who got the answer is shown the old value.
 *   <li>What is deleted for good is a tombstone ({@link #addTombstone}), which no load replaces.
 * </ul>
 *
 * <p>A {@link ChangeClock} gives the order: a read takes the moment before the store is asked; a change moves the clock
 * first and then removes the value; and whether a read value may be kept is decided under the entry's lock. So either
 * the read sees that the clock has moved, or the change finds what was kept and removes it.
 *
 * <p>Thread-safe. A look-up never waits; a load may wait, and so ends a {@link FastPath} attempt.
 */
public sealed class CoherentCache<K, V> permits LongCache {
    private final CachePlan<K, V> plan;
    private final Storage<K, V> storage;
    private final ChangeClock clock = new ChangeClock();
    private final SingleFlight<K, V> flights;

    CoherentCache(CachePlan<K, V> plan, Storage<K, V> storage) {
        this.plan = plan;
        this.storage = storage;
        this.flights = new SingleFlight<>(key -> storage.find(key, storage.now()));
    }

    /** The cached value, a tombstone, or the plan's mark for a known absence; null on a miss. */
    public @Nullable V find(K key) {
        return storage.find(key, storage.now());
    }

    /** The value or a tombstone, loaded on a miss; null for what does not exist. */
    public @Nullable V get(K key) {
        V known = find(key);
        if (known == null) {
            known = flights.load(List.of(key), this::load).get(key);
        }
        return plan.isAbsent(known) ? null : known;
    }

    /** The values or tombstones of several keys, the misses in one load; leaves out what does not exist. */
    public Map<K, V> all(Collection<K> keys) {
        Map<K, V> found = HashMap.newHashMap(keys.size());
        List<K> missing = List.of();
        long now = storage.now();
        for (K key : keys) {
            V known = storage.find(key, now);
            if (known == null) {
                missing = missing.isEmpty() ? new ArrayList<>() : missing;
                missing.add(key);
            } else if (!plan.isAbsent(known)) {
                found.put(key, known);
            }
        }
        if (!missing.isEmpty()) {
            found.putAll(flights.load(missing, this::load));
            found.values().removeIf(plan::isAbsent);
        }
        return found;
    }

    /** The current moment, for {@link #keep}: read it before the store is asked. */
    public long moment() {
        return clock.now();
    }

    /** Keeps a value that the owner has read or written itself since that moment, unless it changed meanwhile. */
    public void keep(K key, V value, long moment) {
        settled(key, value, moment);
    }

    /** Forgets values that changed durably. Any later question to the store must return the new ones. */
    public void forget(Collection<K> keys) {
        keys.forEach(this::forget);
    }

    /** Forgets one value. */
    public void forget(K key) {
        clock.changed(key);
        storage.remove(key);
        storage.came(key);
        flights.forget(key);
    }

    /** A value that its reader finds too old, though nothing changed: it is loaded again, once for all who find so. */
    public void discard(K key, V value) {
        storage.remove(key, value);
    }

    /** Forgets everything: something changed, and it is not known what. */
    public void forgetAll() {
        clock.allChanged();
        storage.clear();
        flights.forgetAll();
    }

    /** Replaces the value. Only for an owner that reports every change of it, in order. */
    public void put(K key, V value) {
        clock.changed(key);
        storage.put(key, value);
        flights.forget(key);
    }

    /** Updates the cached value in place, if there is one. Same condition as {@link #put}. */
    public void change(K key, UnaryOperator<V> change) {
        clock.changed(key);
        storage.change(key, change);
        flights.forget(key);
    }

    /** Replaces a value that was deleted for good by the plan's tombstone, which stays. */
    public void addTombstone(K key) {
        V tombstone = plan.tombstone();
        if (tombstone == null) {
            throw new IllegalStateException("a cache without a tombstone");
        }
        clock.changed(key);
        storage.addTombstone(key, tombstone);
        flights.forget(key);
    }

    /** Notes that it exists now: a known absence is dropped, and the next caller asks the store again. */
    public void came(K key) {
        storage.came(key);
        flights.forget(key);
    }

    /** Notes that it exists now, with a value that never changes; kept unless more is already known. */
    public void came(K key, V value) {
        storage.came(key);
        storage.fill(key, value, () -> true);
    }

    private Map<K, V> load(List<K> keys) {
        Map<K, V> loaded = HashMap.newHashMap(keys.size());
        for (int from = 0; from < keys.size(); from += Math.min(plan.batch(), keys.size())) {
            load(keys.subList(from, from + Math.min(plan.batch(), keys.size() - from)), loaded);
        }
        return loaded;
    }

    private void load(List<K> keys, Map<K, V> loaded) {
        long moment = clock.now();
        long arrivals = storage.arrivals();
        Map<K, V> read = plan.load(keys);
        for (K key : keys) {
            V value = read.get(key);
            if (value == null) {
                storage.miss(key, arrivals);
            } else {
                loaded.put(key, settled(key, value, moment));
            }
        }
    }

    /** Keeps what was read, if it may, and returns it, unless it is known to be deleted. */
    private V settled(K key, V value, long moment) {
        if (plan.isTombstone(value)) {
            storage.addTombstone(key, value);
            return value;
        }
        V known = plan.isWorthKeeping(value)
                ? storage.fill(key, value, () -> clock.isUnchanged(key, moment))
                : storage.find(key, storage.now());
        return known != null && plan.isTombstone(known) ? known : value;
    }
}
