package magpie.graph.sqlite;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.graph.FollowerPage;
import magpie.kit.sqlite.CacheInvalidation;
import magpie.kit.sqlite.SqliteDatabase;
import org.jspecify.annotations.Nullable;

/**
 * The followers of authors who post, as packed arrays in memory: a fan-out that reads them row by row costs more than all
 * its deliveries. Only who has no more followers than one step is kept whole; larger audiences are read step by step,
 * where the rows of a step pay for themselves.
 */
final class FollowerPages {
    private static final int ENTRY = 8;

    private final SqliteDatabase database;
    private final Cache<Long, FollowerPage> whole;
    private final CacheInvalidation staleness;

    /** Audiences of so many followers in all. */
    FollowerPages(SqliteDatabase database, int followers) {
        this.database = database;
        this.whole = Caffeine.newBuilder()
                .maximumWeight(followers)
                .weigher((Long author, FollowerPage audience) -> ENTRY + audience.followerIds().length)
                .executor(Runnable::run) // its upkeep is shorter than waking a thread for it
                .build();
        this.staleness = new CacheInvalidation(database, whole::invalidate);
    }

    /** Within a transaction: the author's followers or standing change. */
    void touch(long author) {
        staleness.touch(author);
    }

    FollowerPage step(Listing step) {
        if (step.before() != Limits.NEWEST || step.limit() != Limits.STEP) {
            return read(step);
        }
        FollowerPage known = whole.getIfPresent(step.subjectId());
        return known == null ? load(step) : known;
    }

    private FollowerPage load(Listing step) {
        long before = staleness.now();
        FollowerPage read = read(step);
        if (read.next() == 0) {
            whole.asMap().computeIfAbsent(step.subjectId(), absent -> fresh(read, before));
        }
        return read;
    }

    private @Nullable FollowerPage fresh(FollowerPage read, long before) {
        return staleness.ifFresh(read, before);
    }

    private FollowerPage read(Listing step) {
        return database.read(sql -> FeedRows.audience(sql, step));
    }
}
