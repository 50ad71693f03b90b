package magpie.post.cassandra.reactions;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import magpie.api.post.PostStats;
import magpie.kit.near.CachePlan;
import magpie.kit.near.CoherentCache;
import org.jspecify.annotations.Nullable;

/**
 * Caches viewers' reactions: per person and six days, all posts of those days that the person liked or reposted, so
 * that a brand-new post needs no query. Evicted by changes of this process and by events of others. Against lost or
 * late events, the caller says since when the viewer did nothing, and nothing older is returned.
 */
public final class ReactionCache {
    private static final int MOST_BYTES = 32 << 20;
    private static final int BYTES_BESIDE = 200;
    private static final int BYTES_OF_A_POST = Long.BYTES + 1;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final CoherentCache<Key, Reactions> cache;

    private record Key(long userId, int period) {}

    /**
     * The posts of one period that a person likes or reposted.
     *
     * @param posts sorted
     * @param flags as in {@link PostStats}
     * @param complete false if there are too many to cache
     * @param at when reading them began, by {@link System#nanoTime}
     */
    private record Reactions(long[] posts, byte[] flags, boolean complete, long at) {
        static Reactions of(List<Row> rows, int most, long at) {
            Row[] done =
                    rows.stream().filter(row -> ReactionRows.flags(row) != 0).toArray(Row[]::new);
            Reactions found = new Reactions(new long[done.length], new byte[done.length], rows.size() <= most, at);
            for (int i = 0; i < done.length; i++) {
                found.posts[i] = done[i].getLong("post_id"); // already sorted: it is the clustering key
                found.flags[i] = ReactionRows.flags(done[i]);
            }
            return found;
        }

        byte of(long postId) {
            int place = Arrays.binarySearch(posts, postId);
            return place < 0 ? 0 : flags[place];
        }
    }

    /** Caches at most {@code most} reactions of one person in a period. */
    public ReactionCache(ReactionRows rows, int most) {
        this.cache = CachePlan.<Key, Reactions>loadingEach(key -> {
                    long at = System.nanoTime();
                    return Reactions.of(rows.period(key.userId, key.period, most + 1), most, at);
                })
                .keptFor(KEPT)
                .weighing(MOST_BYTES, (key, found) -> BYTES_BESIDE + BYTES_OF_A_POST * found.posts.length);
    }

    /** What a viewer, idle for so long, did to each of the posts; null if that is more than the cache holds. */
    byte @Nullable [] flags(long viewerId, long quietMillis, long[] postIds) {
        long earliest = System.nanoTime() - Math.min(TimeUnit.MILLISECONDS.toNanos(quietMillis), KEPT.toNanos());
        byte[] flags = new byte[postIds.length];
        int period = -1;
        Reactions found = null;
        for (int i = 0; i < flags.length; i++) {
            int periodOfPost = ReactionRows.period(postIds[i]);
            if (found == null || period != periodOfPost) { // the posts of a page mostly come in id order
                period = periodOfPost;
                found = since(new Key(viewerId, period), earliest);
            }
            if (!found.complete) {
                return null;
            }
            flags[i] = found.of(postIds[i]);
        }
        return flags;
    }

    /** Nothing read before {@code earliest}, a {@link System#nanoTime} that is not in the future. */
    private Reactions since(Key key, long earliest) {
        while (true) {
            Reactions found = Objects.requireNonNull(cache.get(key));
            if (found.at - earliest >= 0) {
                return found;
            }
            cache.discard(key, found);
        }
    }

    /** Evicts a reaction that changed. */
    public void forget(long userId, long postId) {
        cache.forget(new Key(userId, ReactionRows.period(postId)));
    }
}
