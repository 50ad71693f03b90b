package magpie.kit.near;

import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a {@link CoherentCache} has its values: bounded, each with the age that the plan gives it. What is said of one key
 * happens one after the other: whoever removes a value waits for {@link #fill} of the same key, and so does {@link #clear}.
 */
interface Storage<K, V> {
    /** The moment for {@link #find}; read once for many keys. */
    long now();

    /** The value that is here, or the plan's mark for what is known to be absent; null when nothing is known. */
    @Nullable
    V find(K key, long now);

    /** Puts the value into an empty place, if it may, asked when nobody else changes that place; what is there then. */
    @Nullable
    V fill(K key, V value, BooleanSupplier may);

    /** Puts the value in, in the place of any other. */
    void put(K key, V value);

    /** Puts the value in for as long as there is room for it. */
    void bury(K key, V tombstone);

    /** Makes another value of the one that is here, if one is. */
    void change(K key, UnaryOperator<V> change);

    void remove(K key);

    /** Removes this value, and no other that has come since. */
    void remove(K key, V value);

    void clear();

    /** To be asked before the store is, and given to {@link #miss}. */
    default long arrivals() {
        return 0;
    }

    /** The store did not have it. */
    default void miss(K key, long arrivalsBefore) {}

    /** Whoever missed it may ask again. */
    default void came(K key) {}
}
