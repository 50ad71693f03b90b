package magpie.graph.sqlite;

import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.graph.FollowerPage;
import magpie.kit.near.CachePlan;
import magpie.kit.near.CoherentCache;
import magpie.kit.sqlite.CacheInvalidation;
import magpie.kit.sqlite.SqliteDatabase;

/**
 * Caches the followers of authors who post, as packed arrays: a fan-out that reads them row by row costs more than all
 * its deliveries. Only authors with at most one step of followers are cached; more are read step by step, where each
 * step pays for itself.
 */
final class FollowerPages {
    private static final int ENTRY = 8;

    private final SqliteDatabase database;
    private final CoherentCache<Long, FollowerPage> whole;
    private final CacheInvalidation authors;

    /** Caches at most {@code followers} followers in all. */
    FollowerPages(SqliteDatabase database, int followers) {
        this.database = database;
        this.whole = CachePlan.<Long, FollowerPage>loadingEach(
                        author -> read(new Listing(author, Limits.NEWEST, Limits.STEP)))
                .keepingOnly(page -> page.next() == 0)
                .weighing(followers, (author, page) -> ENTRY + page.followerIds().length);
        this.authors = new CacheInvalidation(database, whole::forget);
    }

    /** In a transaction: the author's followers or celebrity status change. */
    void touch(long author) {
        authors.touch(author);
    }

    FollowerPage step(Listing step) {
        FollowerPage first =
                step.before() == Limits.NEWEST && step.limit() == Limits.STEP ? whole.get(step.subjectId()) : null;
        return first == null ? read(step) : first;
    }

    private FollowerPage read(Listing step) {
        return database.read(sql -> FeedRows.followerPage(sql, step));
    }
}
