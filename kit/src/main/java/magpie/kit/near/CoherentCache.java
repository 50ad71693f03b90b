package magpie.kit.near;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import magpie.kit.brief.FastPath;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a store, at hand, and never older than the last change that was told. Made by a {@link CachePlan};
 * for ids on the hot path there is {@link LongCache}. What it promises:
 *
 * <ul>
 *   <li>Many who miss the same ask the store once, and all get what it answered, or how it failed ({@link SingleFlight}).
 *   <li>A change beats a read under way. What was read before {@link #forget} is given to who asked and not kept, and who
 *       comes after it does not wait for such a read but begins another. So who changes something, and then tells the
 *       cache, and then answers, has promised that nobody who heard the answer is shown the old.
 *   <li>What is deleted for good is a tombstone ({@link #bury}), which no load replaces.
 * </ul>
 *
 * <p>The order is that of a {@link ChangeClock}: a read takes the moment before the store is asked; a change moves the
 * clock first and then takes the value away; and whether what was read may be kept is decided where nobody else changes the
 * entry. So either the read sees that the clock has moved, or the change finds what was kept and takes it away.
 *
 * <p>Safe for all threads. A look at what is here waits for nobody; whatever loads may wait, and so ends a
 * {@link FastPath} attempt.
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

    /** What is at hand: a value, a tombstone, or the plan's mark of what is known to be absent; null when nothing is. */
    public @Nullable V find(K key) {
        return storage.find(key, storage.now());
    }

    /** The value, or a tombstone, which is loaded if it is not at hand; null for what there is not. */
    public @Nullable V get(K key) {
        V known = find(key);
        if (known == null) {
            known = flights.load(List.of(key), this::load).get(key);
        }
        return plan.isAbsent(known) ? null : known;
    }

    /** The values of keys, and tombstones, those that are not at hand by one load; what there is not is left out. */
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

    /** The moment, for {@link #keep}: to be asked before the store is. */
    public long moment() {
        return clock.now();
    }

    /** Keeps what its owner has read or written itself since that moment, unless it changed meanwhile. */
    public void keep(K key, V value, long moment) {
        settled(key, value, moment);
    }

    /** The values of these changed, durably. Who asks the store from now on must be told the new ones. */
    public void forget(Collection<K> keys) {
        keys.forEach(this::forget);
    }

    /** The same of one. */
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

    /** Something changed, and it is not known what. */
    public void forgetAll() {
        clock.allChanged();
        storage.clear();
        flights.forgetAll();
    }

    /** The value changed to this one. Only for whoever tells all changes of it, in their order. */
    public void put(K key, V value) {
        clock.changed(key);
        storage.put(key, value);
        flights.forget(key);
    }

    /** The same where what it is now follows from what it was, if that is at hand. */
    public void change(K key, UnaryOperator<V> change) {
        clock.changed(key);
        storage.change(key, change);
        flights.forget(key);
    }

    /** Deleted for good: the plan's tombstone takes its place, and stays. */
    public void bury(K key) {
        V tombstone = plan.tombstone();
        if (tombstone == null) {
            throw new IllegalStateException("a cache without a tombstone");
        }
        clock.changed(key);
        storage.bury(key, tombstone);
        flights.forget(key);
    }

    /** It is there now, if it was not: who was told that it is not asks again. */
    public void came(K key) {
        storage.came(key);
        flights.forget(key);
    }

    /** The same, and this is its value for ever, unless more is known of it already. */
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

    /** Keeps what was read, if it may; the answer is what was read, unless it is known to be deleted. */
    private V settled(K key, V value, long moment) {
        if (plan.isTombstone(value)) {
            storage.bury(key, value);
            return value;
        }
        V known = plan.isWorthKeeping(value)
                ? storage.fill(key, value, () -> clock.isUnchanged(key, moment))
                : storage.find(key, storage.now());
        return known != null && plan.isTombstone(known) ? known : value;
    }
}
