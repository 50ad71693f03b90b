package magpie.kit.sqlite;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a cache of what was read from a store in step with the store's writer: nothing stale settles in it, and who
 * changed something never sees the old. The transaction says which entries it touches; when it is durable, and before
 * its caller hears of it, those are forgotten. What was read before such a commit and arrives after it is not kept.
 *
 * <p>The cache must decide with {@link #ifFresh} under the lock of the entry that {@code forget} takes as well.
 */
public final class CacheInvalidation {
    private final LongConsumer forget;
    private final Set<Long> touched = new HashSet<>();
    private final AtomicLong changes = new AtomicLong();

    /** For a cache of this store, from which {@code forget} removes an entry. */
    public CacheInvalidation(SqliteDatabase database, LongConsumer forget) {
        this.forget = forget;
        database.onCommit(this::committed);
    }

    /** Within a transaction: an entry changes. One that is undone is forgotten for nothing. */
    public void touch(long key) {
        touched.add(key);
    }

    /** The moment, to be asked before the store is. */
    public long now() {
        return changes.get();
    }

    /** What was read, or null when anything changed since that moment. */
    public <V> @Nullable V ifFresh(V read, long before) {
        return changes.get() == before ? read : null;
    }

    private void committed() {
        if (!touched.isEmpty()) {
            changes.incrementAndGet();
            touched.forEach(forget::accept);
            touched.clear();
        }
    }
}
