package magpie.post.sqlite;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import magpie.api.post.PostStats;
import magpie.kit.near.CachePlan;
import magpie.kit.near.CoherentCache;
import magpie.kit.near.LongCache;
import magpie.kit.sqlite.CacheInvalidation;
import magpie.kit.sqlite.SqliteDatabase;

/**
 * Caches counts of hot posts and the latest reactions of active viewers, which every page of a feed needs.
 * {@link CacheInvalidation} keeps it in step with the writer.
 */
final class CountCache {
    private static final int MAX_REACTION_IDS = 4_000_000;
    private static final PostCounts NONE_YET = new PostCounts(0, 0, 0, false);
    private static final PostCounts GONE = new PostCounts(0, 0, 0, true);
    private static final Reactions NO_VIEWER = new Reactions(0, new long[0], new long[0]);

    private final SqliteDatabase database;
    private final LongCache<PostCounts> counts;
    private final CoherentCache<Long, Reactions> reactions;
    private final CacheInvalidation posts;
    private final CacheInvalidation viewers;
    private final Set<Long> published = new HashSet<>();

    CountCache(SqliteDatabase database, int hotPosts) {
        this.database = database;
        this.counts = LongCache.of(hotPosts, CachePlan.loadingIds(this::read));
        this.reactions = CachePlan.<Long, Reactions>loadingEach(
                        viewer -> database.read(sql -> ViewerReactions.latest(sql, viewer)))
                .weighing(MAX_REACTION_IDS, (viewer, known) -> known.weight());
        database.onCommit(this::committed); // first, since a new post may have been liked at once
        this.posts = new CacheInvalidation(database, counts::forget);
        this.viewers = new CacheInvalidation(database, reactions::forget);
    }

    private record PostCounts(int likes, int reposts, int replies, boolean gone) {
        static PostCounts of(PostStats stats, int row) {
            return new PostCounts(
                    stats.likes()[row], stats.reposts()[row], stats.replies()[row], stats.has(row, PostStats.GONE));
        }
    }

    /**
     * A viewer's latest reactions.
     *
     * @param floor below this post id there may be more, so the store must be asked
     * @param liked sorted
     * @param reposted sorted
     */
    record Reactions(long floor, long[] liked, long[] reposted) {
        private int weight() {
            return 16 + liked.length + reposted.length;
        }

        private int flags(long postId) {
            return (Arrays.binarySearch(liked, postId) >= 0 ? PostStats.LIKED : 0)
                    | (Arrays.binarySearch(reposted, postId) >= 0 ? PostStats.REPOSTED : 0);
        }
    }

    /** In a transaction: the counts of a post change. */
    void touch(long postId) {
        posts.touch(postId);
    }

    /** In a transaction: the counts of a post change, and the reactions of this viewer. */
    void touch(long postId, long viewerId) {
        posts.touch(postId);
        viewers.touch(viewerId);
    }

    /** In a transaction: a post is created, which everybody is about to read. */
    void publish(long postId) {
        published.add(postId);
    }

    /** Returns counts and reactions in the order asked: from memory, and the rest from the store. */
    PostStats stats(long viewerId, long[] postIds) {
        int size = postIds.length;
        PostStats stats = new PostStats(new int[size], new int[size], new int[size], new byte[size]);
        Reactions known = viewerId == 0 ? NO_VIEWER : reactions(viewerId);
        int[] missing = new int[size];
        int count = 0;
        int deep = 0;
        for (int i = 0; i < size; i++) {
            PostCounts found = postIds[i] < known.floor ? null : counts.near(postIds[i]);
            if (found == null) {
                missing[count++] = i;
                deep += postIds[i] < known.floor ? 1 : 0;
            } else {
                fill(stats, i, found, known.flags(postIds[i]));
            }
        }
        if (deep > 0) {
            read(stats, viewerId, postIds, Arrays.copyOf(missing, count));
        } else if (count > 0) {
            load(stats, known, postIds, Arrays.copyOf(missing, count));
        }
        return stats;
    }

    private static void fill(PostStats stats, int row, PostCounts found, int flags) {
        stats.likes()[row] = found.likes;
        stats.reposts()[row] = found.reposts;
        stats.replies()[row] = found.replies;
        stats.flags()[row] = (byte) (found.gone ? PostStats.GONE : flags);
    }

    private void load(PostStats stats, Reactions known, long[] postIds, int[] missing) {
        Map<Long, PostCounts> loaded =
                counts.all(Arrays.stream(missing).mapToObj(row -> postIds[row]).toList());
        for (int row : missing) {
            fill(stats, row, loaded.getOrDefault(postIds[row], GONE), known.flags(postIds[row]));
        }
    }

    /** Reads counts and reactions in one statement, also for posts that may have older reactions of this viewer. */
    private void read(PostStats stats, long viewerId, long[] postIds, int[] missing) {
        long before = counts.moment();
        long[] ids = Arrays.stream(missing).mapToLong(row -> postIds[row]).toArray();
        PostStats stored = database.read(sql -> CountRows.stats(sql, viewerId, ids));
        for (int i = 0; i < ids.length; i++) {
            PostCounts found = PostCounts.of(stored, i);
            fill(stats, missing[i], found, stored.flags()[i]);
            counts.keep(ids[i], found, before);
        }
    }

    private Map<Long, PostCounts> read(long... postIds) {
        PostStats stored = database.read(sql -> CountRows.stats(sql, 0, postIds));
        Map<Long, PostCounts> read = HashMap.newHashMap(postIds.length);
        for (int i = 0; i < postIds.length; i++) {
            read.put(postIds[i], PostCounts.of(stored, i));
        }
        return read;
    }

    private Reactions reactions(long viewerId) {
        return Objects.requireNonNullElse(reactions.get(viewerId), NO_VIEWER);
    }

    /** Includes posts whose transaction failed; nobody asks for those. */
    private void committed() {
        published.forEach(post -> counts.put(post, NONE_YET));
        published.clear();
    }
}
