package magpie.feed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import magpie.api.feed.Feeds.Act;
import magpie.api.feed.Feeds.Kind;
import magpie.api.graph.Graph;
import magpie.api.post.Posts;
import magpie.kit.brief.Brief;

/**
 * The readers of an index that several instances share. What is kept here of a reader, their relations above all, is a
 * near cache: any instance can answer any read.
 */
final class SharedReaders implements Readers {
    private static final Duration NEAR = Duration.ofMinutes(10);
    /** Relations of a reader who follows some hundreds. */
    private static final int BYTES_EACH = 8_192;

    private final SharedIndex index;
    private final Graph graph;
    private final Posts posts;
    private final Standings standings;
    private final PostCache cache;
    private final FeedConfig config;
    private final Cache<Long, SharedReader> near;

    SharedReaders(
            SharedIndex index, Graph graph, Posts posts, Standings standings, PostCache cache, FeedConfig config) {
        this.index = index;
        this.graph = graph;
        this.posts = posts;
        this.standings = standings;
        this.cache = cache;
        this.config = config;
        this.near = Caffeine.newBuilder()
                .maximumSize(Math.max(1_000, Runtime.getRuntime().maxMemory() / 5 / BYTES_EACH))
                .expireAfterAccess(NEAR)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public Reading open(long readerId, long before, int count) {
        Brief.exceeded(); // the index is another process
        return near.get(readerId, id -> new SharedReader(id, this)).open(before, count);
    }

    @Override
    public int deliver(long[] followers, long activityId, long postId) {
        return index.deliver(followers, activityId, postId);
    }

    /** First what this instance can do alone, for the index may be away. */
    @Override
    public void acted(Act act) {
        if (act.kind() == Kind.TIE_CHANGED) {
            tieChanged(act.userId(), act.subjectId());
            index.note(act.subjectId(), seenFrom(act.subjectId(), act.userId()));
        }
        index.note(act.userId(), act);
    }

    private static Act seenFrom(long userId, long otherId) {
        return new Act(Kind.TIE_CHANGED, userId, otherId, 0, 0);
    }

    @Override
    public void tieChanged(long oneId, long otherId) {
        change(oneId, otherId);
        change(otherId, oneId);
    }

    @Override
    public void forget(long readerId) {
        near.invalidate(readerId);
        index.forget(readerId);
    }

    private void change(long readerId, long otherId) {
        SharedReader reader = near.getIfPresent(readerId);
        if (reader != null) {
            reader.change(otherId);
        }
    }

    SharedIndex index() {
        return index;
    }

    Graph graph() {
        return graph;
    }

    Posts posts() {
        return posts;
    }

    Standings standings() {
        return standings;
    }

    PostCache cache() {
        return cache;
    }

    FeedConfig config() {
        return config;
    }
}
