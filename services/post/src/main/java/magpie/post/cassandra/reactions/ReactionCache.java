package magpie.post.cassandra.reactions;

import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import magpie.api.post.PostStats;
import magpie.post.cassandra.near.Remembered;
import org.jspecify.annotations.Nullable;

/**
 * What viewers did, remembered: for a person and six days all posts of those days that they like or reposted, so that a
 * post which came just now needs no question. Forgotten when this process changes it and when events tell that another
 * did. Should those be lost or late: whoever asks says since when the viewer did nothing, and nothing older is shown.
 */
public final class ReactionCache {
    private static final int BYTES_OF_A_POST = Long.BYTES + 1;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Remembered<Key, Reactions> remembered;

    private record Key(long userId, int period) {}

    /**
     * The posts of one period that a person likes or reposted.
     *
     * @param posts sorted
     * @param flags as in {@link PostStats}
     * @param complete false where there are too many to be remembered
     */
    private record Reactions(long[] posts, byte[] flags, boolean complete) {
        static Reactions of(List<Row> rows, int most) {
            Row[] done =
                    rows.stream().filter(row -> ReactionRows.flags(row) != 0).toArray(Row[]::new);
            Reactions found = new Reactions(new long[done.length], new byte[done.length], rows.size() <= most);
            for (int i = 0; i < done.length; i++) {
                found.posts[i] = done[i].getLong("post_id"); // comes sorted: it is the clustering key
                found.flags[i] = ReactionRows.flags(done[i]);
            }
            return found;
        }

        byte of(long postId) {
            int place = Arrays.binarySearch(posts, postId);
            return place < 0 ? 0 : flags[place];
        }
    }

    /** Of at most so many reactions of one person in a period. */
    public ReactionCache(ReactionRows rows, int most) {
        this.remembered = new Remembered<>(
                KEPT,
                KEPT, // whoever asks says since when all is old
                found -> BYTES_OF_A_POST * found.posts.length,
                key -> Reactions.of(rows.period(key.userId, key.period, most + 1), most));
    }

    /**
     * What a viewer, who did nothing for so long, did to each of the posts; null if that is more than is remembered.
     */
    byte @Nullable [] flags(long viewerId, long quietMillis, long[] postIds) {
        long earliest = System.nanoTime() - Math.min(TimeUnit.MILLISECONDS.toNanos(quietMillis), KEPT.toNanos());
        byte[] flags = new byte[postIds.length];
        int period = -1;
        Reactions found = null;
        for (int i = 0; i < flags.length; i++) {
            int periodOfPost = ReactionRows.period(postIds[i]);
            if (found == null || period != periodOfPost) { // the posts of a page mostly come in the order of their ids
                period = periodOfPost;
                found = remembered.get(new Key(viewerId, period), earliest);
            }
            if (!found.complete) {
                return null;
            }
            flags[i] = found.of(postIds[i]);
        }
        return flags;
    }

    /** It changed; also what is being read at this moment is not kept. */
    public void forget(long userId, long postId) {
        remembered.forget(new Key(userId, ReactionRows.period(postId)));
    }
}
