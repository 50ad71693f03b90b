package magpie.post.sqlite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import magpie.api.Limits;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.api.post.PostStats;
import magpie.kit.near.CachePlan;
import magpie.kit.near.LongCache;
import magpie.kit.sqlite.CacheInvalidation;
import magpie.kit.sqlite.SqliteDatabase;
import org.jspecify.annotations.Nullable;

/**
 * Caches the newest activities of authors whose timelines are read. {@link CacheInvalidation} keeps it in step with the
 * writer: a new post goes in front, any other change makes it reload. Deeper pages come from the store.
 */
final class Timelines {
    /** Activities cached per author: two pages and a few more. */
    static final int KEPT = 48;

    private static final long NOBODY = 0;

    private final SqliteDatabase database;
    private final CountCache counts;
    private final LongCache<Recent> recent;
    private final CacheInvalidation authors;
    private final Map<Long, List<Activity>> published = new HashMap<>();
    private final Set<Long> changed = new HashSet<>();

    /** Caches the timelines of at most {@code most} authors. */
    Timelines(SqliteDatabase database, CountCache counts, int most) {
        this.database = database;
        this.counts = counts;
        this.recent = LongCache.of(most, CachePlan.loadingEach(this::load));
        this.authors = new CacheInvalidation(database, this::follow);
    }

    /** A row of an author. */
    record Activity(long id, long postId, int kind) {}

    /**
     * An author's newest activities, newest first.
     *
     * @param whole whether there are no others
     */
    private record Recent(List<Activity> activities, boolean whole) {
        Recent with(List<Activity> later) {
            List<Activity> all = new ArrayList<>(KEPT);
            for (Activity activity : later.reversed()) {
                if (activities.isEmpty() || activity.id > activities.getFirst().id) {
                    all.add(activity);
                }
            }
            all.addAll(activities);
            boolean fits = all.size() <= KEPT;
            return new Recent(List.copyOf(fits ? all : all.subList(0, KEPT)), whole && fits);
        }
    }

    /** In a transaction: an author publishes. After a rollback the post stays cached, like a deleted one. */
    void publish(long authorId, long postId, int kind) {
        published.computeIfAbsent(authorId, first -> new ArrayList<>()).add(new Activity(postId, postId, kind));
        authors.touch(authorId);
    }

    /** In a transaction: other activities of an author are added or removed. */
    void touch(long authorId) {
        changed.add(authorId);
        authors.touch(authorId);
    }

    /** Returns a page, from memory if it is among the newest. */
    public ActivityPage byAuthor(AuthorListing listing) {
        Recent near = recent.near(listing.authorId());
        Recent known = near == null && listing.before() == Limits.NEWEST ? recent.get(listing.authorId()) : near;
        ActivityPage page = known == null ? null : page(known, listing);
        return page == null ? database.read(sql -> ActivityRows.byAuthor(sql, listing)) : page;
    }

    private Recent load(long authorId) {
        List<Activity> newest = database.read(sql -> ActivityRows.newest(sql, authorId, KEPT + 1));
        boolean whole = newest.size() <= KEPT;
        return new Recent(whole ? newest : List.copyOf(newest.subList(0, KEPT)), whole);
    }

    /** Null when the store may have more that belongs on the page. */
    private @Nullable ActivityPage page(Recent known, AuthorListing listing) {
        List<Activity> wanted = new ArrayList<>(listing.limit() + 1);
        for (Activity activity : known.activities) {
            boolean listed =
                    activity.id < listing.before() && (listing.replies() || activity.kind != ActivityRows.REPLY);
            if (listed && exists(activity)) {
                wanted.add(activity);
            }
            if (wanted.size() > listing.limit()) {
                break;
            }
        }
        Columns page = new Columns(listing.limit());
        wanted.forEach(activity -> page.add(activity.id, activity.postId, listing.authorId()));
        return page.hasMore() || known.whole ? page.activityPage() : null;
    }

    private boolean exists(Activity activity) {
        return activity.kind != ActivityRows.REPOST
                || !counts.stats(NOBODY, new long[] {activity.postId}).has(0, PostStats.GONE);
    }

    /** Runs after a commit, on the writer's thread. */
    private void follow(long authorId) {
        List<Activity> later = published.remove(authorId);
        if (changed.remove(authorId) || later == null) {
            recent.forget(authorId);
        } else {
            recent.change(authorId, known -> known.with(later));
        }
    }
}
