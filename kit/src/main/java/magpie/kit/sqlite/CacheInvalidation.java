package magpie.kit.sqlite;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongConsumer;
import magpie.kit.near.CoherentCache;

/**
 * Tells a {@link CoherentCache} of what was read from a store what the store's writer changes. The transaction says which
 * entries it touches; when it is durable, and before its caller hears of it, those are forgotten.
 *
 * <p>That once is enough. A read whose snapshot is from before the commit began before it, so the cache was asked for the
 * moment before it, and does not keep what is forgotten since. Until then the old may be shown, but nobody was told of the
 * new.
 */
public final class CacheInvalidation {
    private final LongConsumer forget;
    private final Set<Long> touched = new HashSet<>();

    /** For a cache of this store, which forgets an entry, or makes it what it is now. */
    public CacheInvalidation(SqliteDatabase database, LongConsumer forget) {
        this.forget = forget;
        database.onCommit(this::committed);
    }

    /** Within a transaction: an entry changes. One that is undone is forgotten for nothing. */
    public void touch(long key) {
        touched.add(key);
    }

    private void committed() {
        touched.forEach(forget::accept);
        touched.clear();
    }
}
