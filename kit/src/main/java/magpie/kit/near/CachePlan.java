package magpie.kit.near;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntBiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link CoherentCache}: what it loads, and how long and how much it keeps. Start with the loader, add what
 * differs from the defaults, and end with the bound.
 */
public final class CachePlan<K, V> {
    private final Function<? super List<K>, ? extends Map<K, V>> loader;
    private int batch = Integer.MAX_VALUE;
    private @Nullable BiFunction<? super K, ? super V, Duration> age;
    private Predicate<? super V> worthy = value -> true;
    private @Nullable V tombstone;
    private @Nullable V absent;
    private int absences;
    private @Nullable MeterRegistry meters;
    private String name = "";

    private CachePlan(Function<? super List<K>, ? extends Map<K, V>> loader) {
        this.loader = loader;
    }

    /** Loads many values at once, each key once; the answer leaves out what does not exist. */
    public static <K, V> CachePlan<K, V> loading(Function<? super List<K>, ? extends Map<K, V>> loader) {
        return new CachePlan<>(loader);
    }

    /** Loads many values by id. */
    public static <V> CachePlan<Long, V> loadingIds(Function<long[], Map<Long, V>> loader) {
        return new CachePlan<>(
                keys -> loader.apply(keys.stream().mapToLong(Long::longValue).toArray()));
    }

    /** Loads values one by one; null for what does not exist. */
    public static <K, V> CachePlan<K, V> loadingEach(Function<? super K, ? extends @Nullable V> loader) {
        return new CachePlan<>(keys -> {
            Map<K, V> loaded = HashMap.newHashMap(keys.size());
            for (K key : keys) {
                V value = loader.apply(key);
                if (value != null) {
                    loaded.put(key, value);
                }
            }
            return loaded;
        });
    }

    /** Loads at most this many at once. */
    public CachePlan<K, V> inBatches(int most) {
        batch = most;
        return this;
    }

    /** Sets a TTL (default: none), less up to a random fifth, so that values loaded together expire apart. */
    public CachePlan<K, V> keptFor(Duration most) {
        return keptFor((key, value) -> most);
    }

    /** Sets a TTL that is computed for each value when it is loaded. */
    public CachePlan<K, V> keptFor(BiFunction<? super K, ? super V, Duration> most) {
        age = most;
        return this;
    }

    /** Keeps only these values; others are loaded and returned, but not kept. */
    public CachePlan<K, V> keepingOnly(Predicate<? super V> worth) {
        worthy = worth;
        return this;
    }

    /**
     * Sets the tombstone: what is deleted, by {@link CoherentCache#addTombstone} or because the loader returned the
     * tombstone, stays deleted until it is evicted, and no load replaces it. It equals no other value.
     */
    public CachePlan<K, V> tombstone(V one) {
        tombstone = one;
        return this;
    }

    /**
     * Remembers for a moment what the store did not have, see {@link Absences}. Only for ids in a {@link LongCache}.
     *
     * @param mark what {@code find} returns for it; it equals no value
     * @param atLeast how many are remembered
     */
    public CachePlan<K, V> absences(V mark, int atLeast) {
        absent = mark;
        absences = atLeast;
        return this;
    }

    /** Exports its size, its evictions and, except for a {@link LongCache}, its hits as {@code cache.…}. */
    public CachePlan<K, V> monitored(MeterRegistry registry, String cacheName) {
        meters = registry;
        name = cacheName;
        return this;
    }

    /** A Caffeine cache bounded by the number of entries. */
    public CoherentCache<K, V> entries(long most) {
        return inCaffeine(Caffeine.newBuilder().maximumSize(most));
    }

    /** A Caffeine cache bounded by weight. */
    public CoherentCache<K, V> weighing(long most, ToIntBiFunction<? super K, ? super V> weight) {
        return inCaffeine(Caffeine.newBuilder().maximumWeight(most).weigher(weight::applyAsInt));
    }

    @SuppressWarnings("unchecked") // nothing in it yet says of what it is
    private CoherentCache<K, V> inCaffeine(Caffeine<?, ?> bounded) {
        if (absent != null) {
            throw new IllegalStateException("only a LongCache remembers what there is not");
        }
        return new CoherentCache<>(this, new CaffeineStorage<>(this, (Caffeine<K, V>) bounded));
    }

    Map<K, V> load(List<K> keys) {
        return loader.apply(keys);
    }

    int batch() {
        return batch;
    }

    boolean ages() {
        return age != null;
    }

    /** How long this value is kept, in a plan that {@link #ages}; a different time on each call. */
    Duration age(K key, V value) {
        long nanos = Objects.requireNonNull(age).apply(key, value).toNanos();
        return Duration.ofNanos(nanos - ThreadLocalRandom.current().nextLong(nanos / 5 + 1));
    }

    boolean isWorthKeeping(V value) {
        return worthy.test(value);
    }

    boolean isTombstone(@Nullable V value) {
        return value != null && value.equals(tombstone);
    }

    boolean isAbsent(@Nullable V value) {
        return absent != null && absent.equals(value);
    }

    @Nullable
    V tombstone() {
        return tombstone;
    }

    @Nullable
    V absent() {
        return absent;
    }

    int absences() {
        return absences;
    }

    void monitor(BiConsumer<MeterRegistry, String> monitor) {
        if (meters != null) {
            monitor.accept(meters, name);
        }
    }
}
