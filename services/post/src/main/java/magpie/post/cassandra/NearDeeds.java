package magpie.post.cassandra;

import com.datastax.oss.driver.api.core.cql.Row;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import magpie.api.post.Reactions.Marks;
import magpie.kit.brief.Brief;
import org.jspecify.annotations.Nullable;

/**
 * What viewers did, remembered: for a person and six days all posts of those days that they like or reposted, so that a
 * post which came just now needs no question. Forgotten when this process changes it and when events tell that another
 * did. Should those be lost it is remembered for half a minute, which is less than the feed keeps what a reader did: so
 * long it does not let what is remembered here be asked for.
 */
final class NearDeeds {
    private static final Duration AGE = Duration.ofSeconds(30);
    private static final long MOST_BYTES = 32L << 20;
    private static final int BYTES_OF_A_POST = Long.BYTES + 1;
    private static final int BYTES_BESIDE = 200;

    private final DeedRows rows;
    private final int most;
    private final AsyncCache<Key, Deeds> remembered = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, Deeds deeds) -> BYTES_BESIDE + BYTES_OF_A_POST * deeds.posts.length)
            .expireAfter(Expiry.creating((Key key, Deeds deeds) -> age()))
            .executor(Runnable::run)
            .buildAsync();

    private record Key(long userId, int period) {}

    /**
     * The posts of one period that a person likes or reposted.
     *
     * @param posts sorted
     * @param flags as in {@link Marks}
     * @param complete false where there are too many to be remembered
     */
    private record Deeds(long[] posts, byte[] flags, boolean complete) {
        static Deeds of(List<Row> rows, int most) {
            Row[] done = rows.stream().filter(row -> DeedRows.flags(row) != 0).toArray(Row[]::new);
            Deeds deeds = new Deeds(new long[done.length], new byte[done.length], rows.size() <= most);
            for (int i = 0; i < done.length; i++) {
                deeds.posts[i] = done[i].getLong("post_id"); // comes sorted: it is the clustering key
                deeds.flags[i] = DeedRows.flags(done[i]);
            }
            return deeds;
        }

        byte of(long postId) {
            int place = Arrays.binarySearch(posts, postId);
            return place < 0 ? 0 : flags[place];
        }
    }

    /** Of at most so many deeds of one person in a period. */
    NearDeeds(DeedRows rows, int most) {
        this.rows = rows;
        this.most = most;
    }

    /** What a viewer did to each of the posts; null if that is more than is remembered. */
    byte @Nullable [] flags(long viewerId, long[] postIds) {
        byte[] flags = new byte[postIds.length];
        int period = -1;
        Deeds deeds = null;
        for (int i = 0; i < flags.length; i++) {
            int periodOfPost = DeedRows.period(postIds[i]);
            if (deeds == null || period != periodOfPost) { // the posts of a page mostly come in the order of their ids
                period = periodOfPost;
                deeds = deeds(new Key(viewerId, period));
            }
            if (!deeds.complete) {
                return null;
            }
            flags[i] = deeds.of(postIds[i]);
        }
        return flags;
    }

    /** It changed; also what is being read at this moment is not kept. */
    void forget(long userId, long postId) {
        remembered.synchronous().invalidate(new Key(userId, DeedRows.period(postId)));
    }

    private Deeds deeds(Key key) {
        CompletableFuture<Deeds> near = remembered.getIfPresent(key);
        if (near == null || !near.isDone()) {
            Brief.exceeded();
            near = remembered.get(
                    key, (_, _) -> CompletableFuture.supplyAsync(() -> load(key), Thread::startVirtualThread));
        }
        try {
            return near.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private Deeds load(Key key) {
        return Deeds.of(rows.period(key.userId, key.period, most + 1), most);
    }

    private static Duration age() {
        long nanos = AGE.toNanos();
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos * 4 / 5, nanos + 1));
    }
}
