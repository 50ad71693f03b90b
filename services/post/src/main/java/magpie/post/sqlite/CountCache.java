package magpie.post.sqlite;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import magpie.api.post.PostStats;
import magpie.kit.near.NearCache;
import magpie.kit.sqlite.CacheInvalidation;
import magpie.kit.sqlite.SqliteDatabase;

/**
 * Counts of hot posts and the latest reactions of active viewers, at hand in memory: what every read of a feed asks for.
 * {@link CacheInvalidation} keeps them in step with the writer.
 */
final class CountCache {
    private static final int MAX_DEED_IDS = 4_000_000;
    private static final PostCounts NONE_YET = new PostCounts(0, 0, 0, false);
    private static final Reactions NO_VIEWER = new Reactions(0, new long[0], new long[0]);

    private final SqliteDatabase database;
    private final NearCache<PostCounts> counts;
    private final Cache<Long, Reactions> reactions = Caffeine.newBuilder()
            .maximumWeight(MAX_DEED_IDS)
            .weigher((Long viewer, Reactions known) -> known.weight())
            .executor(Runnable::run)
            .build();
    private final CacheInvalidation posts;
    private final CacheInvalidation viewers;
    private final Set<Long> published = new HashSet<>();

    CountCache(SqliteDatabase database, int hotPosts) {
        this.database = database;
        this.counts = new NearCache<>(hotPosts);
        database.onCommit(this::committed); // first, for what was published may have been liked at once
        this.posts = new CacheInvalidation(database, counts::remove);
        this.viewers = new CacheInvalidation(database, reactions::invalidate);
    }

    private record PostCounts(int likes, int reposts, int replies, boolean gone) {
        static PostCounts of(PostStats stats, int row) {
            return new PostCounts(
                    stats.likes()[row], stats.reposts()[row], stats.replies()[row], stats.has(row, PostStats.GONE));
        }
    }

    /**
     * What a viewer did last.
     *
     * @param floor for posts with ids below it the store must be asked: there may be more
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

    /** In a transaction: the counts of a post change, and what this viewer did. */
    void touch(long postId, long viewerId) {
        posts.touch(postId);
        viewers.touch(viewerId);
    }

    /** In a transaction: a post comes into being, which everybody is about to read. */
    void publish(long postId) {
        published.add(postId);
    }

    /** Counts and reactions in the order asked, from memory and what is missing from the store. */
    PostStats stats(long viewerId, long[] postIds) {
        int size = postIds.length;
        PostStats stats = new PostStats(new int[size], new int[size], new int[size], new byte[size]);
        Reactions known = viewerId == 0 ? NO_VIEWER : reactions(viewerId);
        int[] missing = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            PostCounts found = postIds[i] < known.floor ? null : counts.get(postIds[i]);
            if (found == null) {
                missing[count++] = i;
            } else {
                fill(stats, i, found, known.flags(postIds[i]));
            }
        }
        if (count > 0) {
            load(stats, viewerId, postIds, Arrays.copyOf(missing, count));
        }
        return stats;
    }

    private static void fill(PostStats stats, int row, PostCounts found, int flags) {
        stats.likes()[row] = found.likes;
        stats.reposts()[row] = found.reposts;
        stats.replies()[row] = found.replies;
        stats.flags()[row] = (byte) (found.gone ? PostStats.GONE : flags);
    }

    private void load(PostStats stats, long viewerId, long[] postIds, int[] missing) {
        long before = posts.now();
        long[] ids = Arrays.stream(missing).mapToLong(row -> postIds[row]).toArray();
        PostStats stored = database.read(sql -> CountRows.stats(sql, viewerId, ids));
        for (int i = 0; i < ids.length; i++) {
            PostCounts found = PostCounts.of(stored, i);
            fill(stats, missing[i], found, stored.flags()[i]);
            counts.computeIfAbsent(ids[i], absent -> posts.ifFresh(found, before));
        }
    }

    private Reactions reactions(long viewerId) {
        Reactions known = reactions.getIfPresent(viewerId);
        if (known == null) {
            long before = viewers.now();
            known = database.read(sql -> ViewerReactions.latest(sql, viewerId));
            Reactions loaded = known;
            reactions.asMap().computeIfAbsent(viewerId, absent -> viewers.ifFresh(loaded, before));
        }
        return known;
    }

    /** A post whose transaction failed may be among them; it is nobody's. */
    private void committed() {
        published.forEach(post -> counts.put(post, NONE_YET));
        published.clear();
    }
}
