package magpie.post.cassandra.posts;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import magpie.api.Limits;
import magpie.api.post.ActivityBatch;
import magpie.api.post.ActivityPage;
import magpie.api.post.AuthorListing;
import magpie.api.post.Merge;
import magpie.post.cassandra.lists.Entry;
import magpie.post.cassandra.lists.ListKind;
import magpie.post.cassandra.lists.ListRef;
import magpie.post.cassandra.lists.Lists;
import magpie.post.cassandra.near.NearTimelines;
import magpie.post.cassandra.near.PostSummaryCache;
import magpie.post.cassandra.near.PostSummaryCache.Summary;
import magpie.post.cassandra.session.Engine;
import org.jspecify.annotations.Nullable;

/** Timelines of authors. A repost of a deleted post may still be in a list; it is filtered out. */
public final class Timelines {
    private static final int SMALLEST_READ = 16;

    private final Engine engine;
    private final Lists lists;
    private final PostSummaryCache summaries;
    private final NearTimelines newest;
    private final PreparedStatement findRepost;

    /** An activity and its actor. */
    record Activity(long id, long postId, long actorId) {}

    public Timelines(Engine engine, Lists lists, PostSummaryCache summaries, NearTimelines newest) {
        this.engine = engine;
        this.lists = lists;
        this.summaries = summaries;
        this.newest = newest;
        this.findRepost = engine.prepare("SELECT actor_id, post_id FROM reposts WHERE activity_id = ?");
    }

    public ActivityPage byAuthor(AuthorListing listing) {
        List<Activity> page = new ArrayList<>();
        long below = listing.before();
        while (page.size() <= listing.limit()) {
            int wanted = Math.max(SMALLEST_READ, listing.limit() + 1 - page.size());
            List<Entry> read = entries(listing, below, wanted);
            addVisible(listing.authorId(), read, listing.replies(), page);
            if (read.size() < wanted) {
                break;
            }
            below = read.getLast().id();
        }
        return page(page, listing.limit());
    }

    /** Merges the newest activities of many authors. */
    public ActivityPage merged(Merge merge) {
        return ActivityMerge.of(engine, lists, this, merge);
    }

    private List<Entry> entries(AuthorListing listing, long below, int wanted) {
        return listing.cached() && below == Limits.NEWEST && wanted <= NearTimelines.NEWEST
                ? newest.newest(listing.authorId(), wanted)
                : lists.below(ListRef.of(ListKind.ACTIVITIES, listing.authorId()), below, wanted);
    }

    /** Adds the entries that are visible. */
    void addVisible(long authorId, List<Entry> read, boolean replies, List<Activity> found) {
        Summary[] reposted = summaries.recent(read.stream()
                .filter(entry -> entry.kind() == Entry.REPOST)
                .mapToLong(Entry::item)
                .toArray());
        int reposts = 0;
        for (Entry entry : read) {
            boolean exists = entry.kind() != Entry.REPOST || reposted[reposts++].exists();
            if (exists && (replies || entry.kind() != Entry.REPLY)) {
                found.add(new Activity(entry.id(), entry.item(), authorId));
            }
        }
    }

    /** Cuts a page off; an entry beyond the limit says that there is more. */
    static ActivityPage page(List<Activity> found, int limit) {
        List<Activity> page = found.subList(0, Math.min(limit, found.size()));
        return new ActivityPage(
                page.stream().mapToLong(Activity::id).toArray(),
                page.stream().mapToLong(Activity::postId).toArray(),
                page.stream().mapToLong(Activity::actorId).toArray(),
                found.size() > limit);
    }

    public ActivityBatch byIds(long[] ids) {
        List<Activity> found = new ArrayList<>(ids.length);
        List<Long> wanted = Arrays.stream(ids).distinct().boxed().toList();
        for (@Nullable Activity activity : engine.<Long, @Nullable Activity>each(wanted, this::find)) {
            if (activity != null) {
                found.add(activity);
            }
        }
        ActivityPage page = page(found, found.size());
        return new ActivityBatch(page.activityIds(), page.postIds(), page.actorIds());
    }

    /** Finds an id that is no post's and may be a repost's. */
    private @Nullable Activity find(long id) {
        Summary post = summaries.recent(id)[0];
        if (post.authorId() != 0) {
            return post.exists() ? new Activity(id, id, post.authorId()) : null;
        }
        Row repost = engine.one(Engine.bind(findRepost, id));
        if (repost == null) {
            return null;
        }
        long postId = repost.getLong("post_id");
        return summaries.recent(postId)[0].exists() ? new Activity(id, postId, repost.getLong("actor_id")) : null;
    }
}
