package magpie.kit.near;

import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The store of a {@link CoherentCache}: bounded, with the TTLs of its plan. Operations on one key are serialised:
 * whoever removes a value waits for a {@link #fill} of the same key, and so does {@link #clear}.
 */
interface Storage<K, V> {
    /** The current time for {@link #find}; read once for many keys. */
    long now();

    /** The cached value, or the plan's mark for a known absence; null on a miss. */
    @Nullable
    V find(K key, long now);

    /** Fills an empty slot if it may, which is asked under its lock; returns what is there then. */
    @Nullable
    V fill(K key, V value, BooleanSupplier may);

    /** Puts the value in, replacing any other. */
    void put(K key, V value);

    /** Puts the tombstone in until it is evicted. */
    void addTombstone(K key, V tombstone);

    /** Updates the cached value, if there is one. */
    void change(K key, UnaryOperator<V> change);

    void remove(K key);

    /** Removes this value, and no other that has come since. */
    void remove(K key, V value);

    void clear();

    /** Must be read before the store is asked, and passed to {@link #miss}. */
    default long arrivals() {
        return 0;
    }

    /** Notes that the store did not have it. */
    default void miss(K key, long arrivalsBefore) {}

    /** Notes that it may be there now. */
    default void came(K key) {}
}
