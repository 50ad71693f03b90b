package magpie.kit.near;

import org.jspecify.annotations.Nullable;

/**
 * A {@link CoherentCache} of ids for what a page looks up twenty times: it stores values in a {@link NearCache}, where
 * a hit takes no lock and allocates nothing, not even a boxed key. It is bounded by its number of entries, and may
 * remember absences.
 */
public final class LongCache<V> extends CoherentCache<Long, V> {
    private final NearCache<V> values;
    private final NearStorage<V> storage;
    private final boolean ages;

    private LongCache(CachePlan<Long, V> plan, NearStorage<V> storage) {
        super(plan, storage);
        this.values = storage.values();
        this.storage = storage;
        this.ages = plan.ages();
    }

    /** A cache of at least this many entries. */
    public static <V> LongCache<V> of(int atLeast, CachePlan<Long, V> plan) {
        return new LongCache<>(plan, new NearStorage<>(plan, atLeast));
    }

    /** Like {@link #find}, without boxing. */
    public @Nullable V near(long id) {
        V value = ages ? values.get(id, System.nanoTime()) : values.get(id);
        return value == null ? storage.absent(id) : value;
    }

    /** The same for many look-ups: {@code now} is {@link System#nanoTime}, read once for all of them. */
    public @Nullable V near(long id, long now) {
        V value = values.get(id, now);
        return value == null ? storage.absent(id) : value;
    }
}
