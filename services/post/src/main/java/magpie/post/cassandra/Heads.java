package magpie.post.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import magpie.api.ServiceException;

/**
 * What is asked of a post most: whose it is, whether it stands, its counts. Remembered for a time that is not the same
 * for all, so that a page of posts does not expire at once; many who ask for the same at once wait for one read.
 *
 * <p>What this process changes it forgets, and so it does with what events tell of. That comes before the change was
 * counted, so for a while after it such a post is remembered for a moment only. All others are remembered for longer: to
 * read twenty posts for each page of a feed was most of what it cost.
 */
final class Heads {
    /** Of what never was a post. */
    static final Head NONE = new Head(0, false, 0, 0, 0);

    /** How long a change may take until it was counted, whoever does that. */
    private static final Duration MOVING = Duration.ofSeconds(10);

    private final Engine engine;
    private final PreparedStatement query;
    private final CassandraTuning tuning;
    private final AsyncCache<Long, Head> remembered;
    /** Of which something changed of late. */
    private final Cache<Long, Boolean> moving;

    /**
     * A post's head.
     *
     * @param authorId 0 where there never was such a post
     */
    record Head(long authorId, boolean deleted, int likes, int reposts, int replies) {
        boolean stands() {
            return authorId != 0 && !deleted;
        }
    }

    Heads(Engine engine, CassandraTuning tuning) {
        this.engine = engine;
        this.query = engine.prepare(
                "SELECT author_id, deleted, likes, reposts, replies FROM post_lists WHERE subject = ? LIMIT 1");
        this.tuning = tuning;
        this.moving = Caffeine.newBuilder()
                .maximumSize(tuning.hotPosts())
                .executor(Runnable::run)
                .expireAfterWrite(MOVING)
                .build();
        this.remembered = Caffeine.newBuilder()
                .maximumSize(tuning.hotPosts())
                .executor(Runnable::run)
                .expireAfter(Expiry.creating((Long id, Head head) -> age(id)))
                .buildAsync();
    }

    private Duration age(long postId) {
        Duration most = moving.getIfPresent(postId) == null ? tuning.stillAge() : tuning.countAge();
        long nanos = most.toNanos();
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(nanos * 4 / 5, nanos * 6 / 5 + 1));
    }

    /** As it is now. */
    Head read(long postId) {
        Row row = engine.one(Engine.bind(query, postId));
        if (row == null) {
            return NONE;
        }
        return new Head(
                row.getLong("author_id"),
                row.getBoolean("deleted"),
                row.getInt("likes"),
                row.getInt("reposts"),
                row.getInt("replies"));
    }

    /** The author of a post that stands now. */
    long author(long postId) {
        Head head = read(postId);
        if (!head.stands()) {
            throw ServiceException.notFound("post");
        }
        return head.authorId();
    }

    /** As they were a moment ago, or some seconds if their events were lost. */
    Map<Long, Head> recent(long... postIds) {
        Set<Long> wanted = new java.util.HashSet<>();
        Arrays.stream(postIds).forEach(wanted::add);
        try {
            return remembered
                    .getAll(
                            wanted,
                            (missing, executor) -> CompletableFuture.supplyAsync(
                                    () -> load(List.copyOf(missing)), Thread::startVirtualThread))
                    .join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private Map<Long, Head> load(List<? extends Long> missing) {
        List<Head> heads = engine.each(missing, this::read);
        Map<Long, Head> loaded = new HashMap<>();
        for (int i = 0; i < heads.size(); i++) {
            loaded.put(missing.get(i), heads.get(i));
        }
        return loaded;
    }

    /** It changed; also what is being read at this moment is not kept. */
    void forget(long postId) {
        moving.put(postId, true); // first: what is read after this is kept for a moment only
        remembered.synchronous().invalidate(postId);
    }
}
