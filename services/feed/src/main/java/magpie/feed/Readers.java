package magpie.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import io.micrometer.core.instrument.MeterRegistry;
import magpie.api.graph.Graph;
import magpie.api.post.Posts;
import org.jspecify.annotations.Nullable;

/**
 * The readers that are active: those whose feed was read within the idle time, as many as fit. Others get no deliveries
 * and are built from the stores when they come back. Deliveries do not count as activity.
 */
final class Readers {
    private final FeedConfig config;
    private final Graph graph;
    private final Posts posts;
    private final Standings standings;
    private final Cache<Long, Reader> active;
    private final Policy<Long, Reader> quietly;

    Readers(Graph graph, Posts posts, Standings standings, FeedConfig config, MeterRegistry meters) {
        this.config = config;
        this.graph = graph;
        this.posts = posts;
        this.standings = standings;
        this.active = Caffeine.newBuilder()
                .maximumSize(config.activeReaders())
                .expireAfterAccess(config.idle())
                .executor(Runnable::run) // its upkeep is shorter than waking a thread for it
                .build();
        this.quietly = active.policy();
        meters.gauge("magpie_feed_active_readers", active, Cache::estimatedSize);
    }

    /** The reader, built. Fails as Graph or Posts do when it must be built and cannot. */
    Reader active(long userId) {
        Reader reader = active.get(userId, id -> new Reader(id, config, graph, posts, standings));
        reader.build();
        return reader;
    }

    /** The reader if it is active (or being built); does not count as activity. */
    @Nullable
    Reader ifActive(long userId) {
        return quietly.getIfPresentQuietly(userId);
    }

    /** Delivers an activity to those of the followers that are active; says to how many. */
    int deliver(long[] followers, long activityId, long postId) {
        int delivered = 0;
        for (long follower : followers) {
            Reader reader = ifActive(follower);
            if (reader != null && reader.timeline().insert(activityId, postId)) {
                delivered++;
            }
        }
        return delivered;
    }

    /** Forgets a reader whose account is gone. */
    void forget(long userId) {
        active.invalidate(userId);
    }
}
