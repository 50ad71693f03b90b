package magpie.kit.sqlite;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import magpie.kit.near.CoherentCache;

/**
 * Invalidates a {@link CoherentCache} of a store by its commits. The transaction marks the entries it touches; once it
 * is durable, and before its caller is answered, they are forgotten.
 *
 * <p>Forgetting once is enough. A read whose snapshot is older than the commit took the cache's moment before it, so
 * its result is not kept. Until then the old value may be shown, but nobody has been told of the new one.
 */
public final class CacheInvalidation {
    private final LongConsumer forget;
    private final Set<Long> touched = new HashSet<>();

    /** For a cache of this store; {@code forget} drops an entry, or updates it. */
    public CacheInvalidation(SqliteDatabase database, LongConsumer forget) {
        this.forget = forget;
        database.onCommit(this::committed);
    }

    /** Marks an entry within a transaction. If that is rolled back, the entry is forgotten for nothing. */
    public void touch(long key) {
        touched.add(key);
    }

    private void committed() {
        touched.forEach(forget::accept);
        touched.clear();
    }
}
