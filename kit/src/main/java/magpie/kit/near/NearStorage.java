package magpie.kit.near;

import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps values by id in a {@link NearCache}, and beside it what the store recently did not have. */
final class NearStorage<V> implements Storage<Long, V> {
    private final CachePlan<Long, V> plan;
    private final NearCache<V> values;
    private final @Nullable Absences absences;
    private final boolean ages;

    NearStorage(CachePlan<Long, V> plan, int atLeast) {
        this.plan = plan;
        this.values = new NearCache<>(atLeast);
        this.absences = plan.absent() == null ? null : new Absences(plan.absences());
        this.ages = plan.ages();
        plan.monitor(values::monitored);
    }

    @Override
    public long now() {
        return ages ? System.nanoTime() : 0;
    }

    NearCache<V> values() {
        return values;
    }

    /** The mark for a known absence; null if nothing is known. */
    @Nullable
    V absent(long id) {
        return absences != null && absences.isAbsent(id) ? plan.absent() : null;
    }

    @Override
    public @Nullable V find(Long id, long now) {
        V value = values.get(id, now);
        return value == null ? absent(id) : value;
    }

    @Override
    public @Nullable V fill(Long id, V value, BooleanSupplier may) {
        return values.fill(id, value, until(id, value), now(), may);
    }

    @Override
    public void put(Long id, V value) {
        values.put(id, value, until(id, value));
    }

    @Override
    public void addTombstone(Long id, V tombstone) {
        values.put(id, tombstone);
    }

    @Override
    public void change(Long id, UnaryOperator<V> change) {
        values.change(id, change);
    }

    @Override
    public void remove(Long id) {
        values.remove(id);
    }

    @Override
    public void remove(Long id, V value) {
        values.remove(id, value);
    }

    @Override
    public void clear() {
        values.clear();
        if (absences != null) {
            absences.allCame();
        }
    }

    @Override
    public long arrivals() {
        return absences == null ? 0 : absences.arrivals();
    }

    @Override
    public void miss(Long id, long arrivalsBefore) {
        if (absences != null) {
            absences.keep(id, arrivalsBefore);
        }
    }

    @Override
    public void came(Long id) {
        if (absences != null) {
            absences.came(id);
        }
    }

    private long until(Long id, V value) {
        return ages ? NearCache.until(plan.age(id, value)) : NearCache.FOR_EVER;
    }
}
