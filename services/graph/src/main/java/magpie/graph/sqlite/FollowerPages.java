package magpie.graph.sqlite;

import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.graph.FollowerPage;
import magpie.kit.near.CachePlan;
import magpie.kit.near.CoherentCache;
import magpie.kit.sqlite.CacheInvalidation;
import magpie.kit.sqlite.SqliteDatabase;

/**
 * The followers of authors who post, as packed arrays in memory: a fan-out that reads them row by row costs more than all
 * its deliveries. Only who has no more followers than one step is kept whole; larger audiences are read step by step,
 * where the rows of a step pay for themselves.
 */
final class FollowerPages {
    private static final int ENTRY = 8;

    private final SqliteDatabase database;
    private final CoherentCache<Long, FollowerPage> whole;
    private final CacheInvalidation authors;

    /** Audiences of so many followers in all. */
    FollowerPages(SqliteDatabase database, int followers) {
        this.database = database;
        this.whole = CachePlan.<Long, FollowerPage>loadingEach(
                        author -> read(new Listing(author, Limits.NEWEST, Limits.STEP)))
                .keepingOnly(audience -> audience.next() == 0)
                .weighing(followers, (author, audience) -> ENTRY + audience.followerIds().length);
        this.authors = new CacheInvalidation(database, whole::forget);
    }

    /** Within a transaction: the author's followers or standing change. */
    void touch(long author) {
        authors.touch(author);
    }

    FollowerPage step(Listing step) {
        FollowerPage first =
                step.before() == Limits.NEWEST && step.limit() == Limits.STEP ? whole.get(step.subjectId()) : null;
        return first == null ? read(step) : first;
    }

    private FollowerPage read(Listing step) {
        return database.read(sql -> FeedRows.audience(sql, step));
    }
}
