package magpie.kit.near;

import org.jspecify.annotations.Nullable;

/**
 * A {@link CoherentCache} of ids for what a page looks up twenty times: in a {@link NearCache}, where a hit takes no lock and
 * makes nothing, not even a boxed key. It is bounded by the number of its entries, and may remember what there is not.
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

    /** A cache of at least so many. */
    public static <V> LongCache<V> of(int atLeast, CachePlan<Long, V> plan) {
        return new LongCache<>(plan, new NearStorage<>(plan, atLeast));
    }

    /** As {@link #find}, without a box. */
    public @Nullable V near(long id) {
        V value = ages ? values.get(id, System.nanoTime()) : values.get(id);
        return value == null ? storage.absent(id) : value;
    }

    /** The same for who asks for many: {@code now} is {@link System#nanoTime}, read once for them all. */
    public @Nullable V near(long id, long now) {
        V value = values.get(id, now);
        return value == null ? storage.absent(id) : value;
    }
}
