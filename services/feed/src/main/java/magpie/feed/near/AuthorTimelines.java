package magpie.feed.near;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.util.concurrent.locks.ReentrantLock;
import magpie.api.post.Posts;
import magpie.feed.window.StoredEntries;
import magpie.feed.window.Timeline;
import magpie.kit.fastpath.FastPath;

/**
 * Caches the newest activities of authors that readers pull, shared by all their readers. Loaded at the first pull and
 * kept fresh by events: it takes deliveries before it reads the store, so nothing falls between.
 */
public final class AuthorTimelines {
    private final Posts posts;
    private final int window;
    private final Cache<Long, Author> authors;

    public AuthorTimelines(Posts posts, int window, int most, MeterRegistry meters) {
        this.posts = posts;
        this.window = window;
        this.authors = Caffeine.newBuilder().maximumSize(most).recordStats().build();
        CaffeineCacheMetrics.monitor(meters, authors, "feed-authors");
    }

    private static final class Author {
        final Timeline timeline;
        final ReentrantLock loading = new ReentrantLock();
        volatile boolean loaded;

        Author(int window) {
            timeline = new Timeline(window);
        }
    }

    /** Returns an author's timeline; fails as {@link Posts#byAuthor} does if it must be loaded. */
    public Timeline of(long authorId) {
        Author author = authors.get(authorId, id -> new Author(window));
        if (!author.loaded) {
            load(authorId, author);
        }
        return author.timeline;
    }

    /** Adds an activity, if somebody pulls its actor. */
    public void insert(long actorId, long activityId, long postId) {
        Author author = authors.getIfPresent(actorId);
        if (author != null) {
            author.timeline.insert(activityId, postId);
        }
    }

    private void load(long authorId, Author author) {
        FastPath.exceeded(); // another thread may hold the lock and wait for the store
        author.loading.lock();
        try {
            if (!author.loaded) {
                author.timeline.insertAll(StoredEntries.of(posts, authorId, window));
                author.loaded = true;
            }
        } finally {
            author.loading.unlock();
        }
    }
}
