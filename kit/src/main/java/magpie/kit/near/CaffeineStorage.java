package magpie.kit.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Values in a Caffeine cache: any key, bounded by number or by weight. It does not remember absences. */
final class CaffeineStorage<K, V> implements Storage<K, V> {
    private final Cache<K, V> values;
    /** Makes clear and fill exclude each other: Caffeine's clear may skip an entry that is being made. */
    private final ReadWriteLock clearing = new ReentrantReadWriteLock();

    /** In what a plan bounds already. */
    CaffeineStorage(CachePlan<K, V> plan, Caffeine<K, V> bounded) {
        bounded.executor(Runnable::run); // its upkeep is shorter than waking a thread for it
        if (plan.ages()) {
            bounded.expireAfter(Expiry.writing((K key, V value) -> plan.age(key, value)));
        }
        plan.monitor((_, _) -> bounded.recordStats());
        this.values = bounded.build();
        plan.monitor((meters, name) -> CaffeineCacheMetrics.monitor(meters, values, name));
    }

    @Override
    public long now() {
        return 0; // Caffeine has a clock of its own
    }

    @Override
    public @Nullable V find(K key, long now) {
        return values.getIfPresent(key);
    }

    @Override
    public @Nullable V fill(K key, V value, BooleanSupplier may) {
        clearing.readLock().lock();
        try {
            return values.asMap().computeIfAbsent(key, empty -> may.getAsBoolean() ? value : null);
        } finally {
            clearing.readLock().unlock();
        }
    }

    @Override
    public void put(K key, V value) {
        values.put(key, value);
    }

    @Override
    public void addTombstone(K key, V tombstone) {
        values.put(key, tombstone);
    }

    @Override
    public void change(K key, UnaryOperator<V> change) {
        values.asMap().computeIfPresent(key, (same, value) -> change.apply(value));
    }

    @Override
    public void remove(K key) {
        values.invalidate(key);
    }

    @Override
    public void remove(K key, V value) {
        values.asMap().remove(key, value);
    }

    @Override
    public void clear() {
        clearing.writeLock().lock();
        try {
            values.invalidateAll();
        } finally {
            clearing.writeLock().unlock();
        }
    }
}
