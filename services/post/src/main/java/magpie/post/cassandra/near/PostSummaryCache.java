package magpie.post.cassandra.near;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import magpie.api.ServiceException;
import magpie.kit.near.Absences;
import magpie.kit.near.CachePlan;
import magpie.kit.near.LongCache;
import magpie.post.cassandra.session.CassandraTuning;
import magpie.post.cassandra.session.Engine;
import org.jspecify.annotations.Nullable;

/**
 * Caches what is asked about a post most: its author, whether it exists, its counts. The TTL is jittered, so that a
 * page of posts does not expire at once; concurrent misses of one post share one read.
 *
 * <p>Changes by this process and events from others evict a post. Both precede the counting of the change, so for a
 * while such a post is cached for a moment only. After that the TTL grows with the time since the last change, as
 * counting may lag; reading twenty posts for each page of a feed was most of its cost. What never was a post may become
 * one, and is cached for a moment: see {@link Absences}.
 */
public final class PostSummaryCache {
    /** The summary of what never was a post. */
    public static final Summary NONE = new Summary(0, false, 0, 0, 0);

    /** A count is cached for at most this fraction of the time since the last change. */
    private static final int PART = 4;

    private final Rows rows;
    private final LongCache<Summary> cache;
    private final RecentChanges<Long> changes;

    /**
     * A post's summary.
     *
     * @param authorId 0 if there never was such a post
     */
    public record Summary(long authorId, boolean deleted, int likes, int reposts, int replies) {
        public boolean exists() {
            return authorId != 0 && !deleted;
        }
    }

    /** Reads summaries from the store. */
    interface Rows {
        /** Returns the summary of a post, or {@link #NONE}. */
        Summary read(long postId);

        /** Returns the summaries of several posts, in the order asked. */
        List<Summary> each(List<Long> postIds);
    }

    public PostSummaryCache(Engine engine, CassandraTuning tuning) {
        this(rows(engine), tuning);
    }

    PostSummaryCache(Rows rows, CassandraTuning tuning) {
        this.rows = rows;
        this.changes = new RecentChanges<>(tuning.hotPosts(), tuning.stillAge().multipliedBy(PART));
        this.cache = LongCache.of(
                tuning.hotPosts(),
                CachePlan.<Long, Summary>loading(this::load)
                        .keptFor((post, summary) -> withMargin(age(tuning, changes.quiet(post))))
                        .absences(NONE, tuning.hotPosts()));
    }

    private static Rows rows(Engine engine) {
        PreparedStatement query = engine.prepare(
                "SELECT author_id, deleted, likes, reposts, replies FROM post_lists WHERE subject = ? LIMIT 1");
        return new Rows() {
            @Override
            public Summary read(long postId) {
                Row row = engine.one(Engine.bind(query, postId));
                return row == null ? NONE : summary(row);
            }

            @Override
            public List<Summary> each(List<Long> postIds) {
                return engine.each(postIds, this::read);
            }
        };
    }

    private static Summary summary(Row row) {
        return new Summary(
                row.getLong("author_id"),
                row.getBoolean("deleted"),
                row.getInt("likes"),
                row.getInt("reposts"),
                row.getInt("replies"));
    }

    /** Returns the summary as it is now. */
    public Summary read(long postId) {
        return rows.read(postId);
    }

    /** Returns the author of a post that exists now. */
    public long author(long postId) {
        Summary summary = read(postId);
        if (!summary.exists()) {
            throw ServiceException.notFound("post");
        }
        return summary.authorId();
    }

    /** Returns summaries as of a moment ago, or of some more than a minute if their events were lost, in this order. */
    public Summary[] recent(long... postIds) {
        @Nullable Summary[] summaries = new @Nullable Summary[postIds.length];
        List<Long> missing = new ArrayList<>();
        long now = System.nanoTime();
        for (int i = 0; i < postIds.length; i++) {
            summaries[i] = cache.near(postIds[i], now);
            if (summaries[i] == null) {
                missing.add(postIds[i]);
            }
        }
        Map<Long, Summary> loaded = missing.isEmpty() ? Map.of() : cache.all(missing);
        Summary[] all = new Summary[postIds.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = summaries[i] == null ? loaded.getOrDefault(postIds[i], NONE) : summaries[i];
        }
        return all;
    }

    /** Evicts a post that changed. */
    public void forget(long postId) {
        changes.heard(postId);
        cache.forget(postId);
    }

    private Map<Long, Summary> load(List<Long> missing) {
        List<Summary> summaries = rows.each(missing);
        Map<Long, Summary> loaded = HashMap.newHashMap(summaries.size());
        for (int i = 0; i < summaries.size(); i++) {
            if (summaries.get(i).authorId() != 0) {
                loaded.put(missing.get(i), summaries.get(i));
            }
        }
        return loaded;
    }

    /** The TTL of a post that has been quiet for so long, before jitter. */
    static Duration age(CassandraTuning tuning, Duration quiet) {
        if (RecentChanges.isMoving(quiet)) {
            return tuning.countAge();
        }
        Duration part = quiet.dividedBy(PART);
        return part.compareTo(tuning.stillAge()) < 0 ? part : tuning.stillAge();
    }

    /** Makes up for the jitter of the cache, which takes off up to a fifth: a post is cached for 0.96 to 1.2 ages. */
    private static Duration withMargin(Duration age) {
        return age.plus(age.dividedBy(5));
    }
}
