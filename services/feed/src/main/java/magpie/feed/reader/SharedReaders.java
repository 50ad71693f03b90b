package magpie.feed.reader;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import magpie.api.ServiceException;
import magpie.api.feed.UserAction;
import magpie.api.feed.UserAction.Kind;
import magpie.feed.near.PostCache;
import magpie.feed.window.SharedIndex;
import magpie.kit.Waits;
import magpie.kit.fastpath.FastPath;

/**
 * The readers of an index that several instances share. What an instance caches about a reader, mainly relations, is
 * only a cache: any instance can answer any read.
 */
public final class SharedReaders implements Readers {
    private static final Duration NEAR = Duration.ofMinutes(10);
    /** Relations of a reader who follows some hundreds. */
    private static final int BYTES_EACH = 8_192;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SharedIndex index;
    private final ReaderSources sources;
    private final PostCache cache;
    private final Cache<Long, SharedReader> near;
    /**
     * When many readers return at once, as after a start, building all windows in parallel would make all too late. So
     * only a few are built at a time, the others wait, and whoever waits too long is told to retry.
     */
    private final Semaphore making =
            new Semaphore(Math.max(4, 2 * Runtime.getRuntime().availableProcessors()), true);

    public SharedReaders(SharedIndex index, ReaderSources sources, PostCache cache) {
        this.index = index;
        this.sources = sources;
        this.cache = cache;
        this.near = Caffeine.newBuilder()
                .maximumSize(Math.max(1_000, Runtime.getRuntime().maxMemory() / 5 / BYTES_EACH))
                .expireAfterAccess(NEAR)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Reading open(long readerId, long before, int count) {
        FastPath.exceeded(); // the index is another process
        return near.get(readerId, id -> new SharedReader(id, this)).open(before, count);
    }

    @Override
    public int deliver(long[] followers, long activityId, long postId) {
        return index.deliver(followers, activityId, postId);
    }

    /** Does first what this instance can do alone, as the index may be away. */
    @Override
    public void acted(UserAction action) {
        if (action.kind() == Kind.RELATIONSHIP_CHANGED) {
            relationshipChanged(action.userId(), action.subjectId());
        }
        if (action.kind() == Kind.REPOSTED || action.kind() == Kind.REPOST_UNDONE) {
            index.reacted(action.userId());
        }
        index.note(action.userId(), action);
    }

    @Override
    public void reacted(long userId) {
        index.reacted(userId);
    }

    @Override
    public void relationshipChanged(long readerId, long otherId) {
        SharedReader reader = near.getIfPresent(readerId);
        if (reader != null) {
            reader.change(otherId);
        }
    }

    @Override
    public void forget(long readerId) {
        near.invalidate(readerId);
        index.forget(readerId);
    }

    /** Builds or repairs a window in turn; {@code OVERLOADED} if the wait is too long. */
    <T> T inTurn(Supplier<T> work) {
        if (!Waits.orUnavailable(() -> making.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))) {
            throw ServiceException.overloaded("Too many feeds are being built.", null);
        }
        try {
            return work.get();
        } finally {
            making.release();
        }
    }

    SharedIndex index() {
        return index;
    }

    ReaderSources sources() {
        return sources;
    }

    PostCache cache() {
        return cache;
    }
}
