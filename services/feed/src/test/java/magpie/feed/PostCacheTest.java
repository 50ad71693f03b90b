package magpie.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.Ids;
import magpie.api.post.ActivityBatch;
import magpie.api.post.ActivityRefs;
import magpie.api.post.PostBatch;
import magpie.api.post.PostEvent;
import magpie.api.post.PostFacts;
import magpie.api.post.PostRefs;
import magpie.api.post.Posts;
import magpie.feed.near.AuthorTimelines;
import magpie.feed.near.PostCache;
import magpie.feed.reader.Celebrities;
import magpie.feed.reader.HeapReaders;
import magpie.feed.reader.ReaderSources;
import magpie.feed.window.Slice;
import magpie.kit.config.Settings;
import magpie.kit.contract.Call;
import magpie.kit.contract.Contracts;
import magpie.kit.near.Unseen;
import org.junit.jupiter.api.Test;

/** On a store that lists or reports posts before their rows are visible. */
class PostCacheTest {
    private static final long POST = Ids.floor(System.currentTimeMillis());
    private static final long REPOST = POST + 1;
    private static final long AUTHOR = 5;
    private static final long ACTOR = 6;

    private final Set<Long> rows = ConcurrentHashMap.newKeySet();
    private final Set<Long> deleted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Runnable whileAsked = () -> {};

    private final PostCache cache = new PostCache(
            Contracts.proxy(Posts.class, method -> call()),
            Settings.of(Map.of()).bind("feed", FeedConfig.class).cachedPosts(),
            new SimpleMeterRegistry());

    private Call call() {
        return request -> {
            asked.incrementAndGet();
            return switch (request) {
                case PostRefs refs -> batch(refs.postIds());
                case ActivityRefs refs -> activities(refs.activityIds());
                default -> throw new AssertionError(request);
            };
        };
    }

    private PostBatch batch(long... ids) {
        List<PostFacts> found = Arrays.stream(ids)
                .filter(rows::contains)
                .mapToObj(id -> new PostFacts(id, AUTHOR, 0, 0, "x", List.of()))
                .toList();
        PostBatch batch = new PostBatch(
                found, Arrays.stream(ids).filter(deleted::contains).toArray());
        whileAsked.run();
        return batch;
    }

    private ActivityBatch activities(long... ids) {
        long[] found = Arrays.stream(ids).filter(rows::contains).toArray();
        return new ActivityBatch(
                found,
                Arrays.stream(found).map(id -> POST).toArray(),
                Arrays.stream(found).map(id -> ACTOR).toArray());
    }

    @Test
    void aPostWhoseRowComesAfterTheListIsShownWithinAMoment() {
        assertThat(shown(POST, POST)).isFalse();
        rows.add(POST);
        awaitShown(POST);
    }

    @Test
    void aRepostWhoseRowComesAfterTheListIsShownWithinAMoment() {
        rows.add(POST);
        assertThat(shown(REPOST, POST)).isFalse();
        rows.add(REPOST);
        awaitShown(REPOST);
    }

    @Test
    void whatIsNotThereIsNotAskedForAgainAndAgain() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(shown(POST, POST)).isFalse();
        }
        assertThat(asked.get()).isLessThan(1_000);
    }

    @Test
    void anEventLiftsWhatWasNotThere() {
        assertThat(shown(POST, POST)).isFalse();
        rows.add(POST);
        events().onPost(new PostEvent.PostPublished(POST, AUTHOR, 0, 0, new long[0]));
        assertThat(shown(POST, POST)).isTrue();
        assertThat(shown(REPOST, POST)).isFalse();
        rows.add(REPOST);
        events().onPost(new PostEvent.Reposted(REPOST, POST, ACTOR, AUTHOR));
        assertThat(shown(REPOST, POST)).isTrue();
    }

    @Test
    void anEventThatComesWhileTheStoreIsAskedDoesSoToo() {
        whileAsked = () -> {
            rows.add(POST);
            events().onPost(new PostEvent.PostPublished(POST, AUTHOR, 0, 0, new long[0]));
        };
        assertThat(shown(POST, POST)).isFalse();
        assertThat(shown(POST, POST)).isTrue();
    }

    @Test
    void whatIsDeletedStaysSo() {
        deleted.add(POST);
        assertThat(shown(POST, POST)).isFalse();
        deleted.clear();
        rows.add(POST);
        events().onPost(new PostEvent.PostPublished(POST, AUTHOR, 0, 0, new long[0]));
        assertThat(shown(POST, POST)).isFalse();
        assertThat(asked).hasValue(1);
    }

    @Test
    void aDeletionWhileThePostIsLoadedHolds() {
        rows.add(POST);
        whileAsked = () -> cache.removePost(POST);
        assertThat(shown(POST, POST)).isFalse();
        whileAsked = () -> {};
        assertThat(shown(POST, POST)).isFalse();
    }

    private FeedConsumer events() {
        Settings settings = Settings.of(Map.of());
        FeedConfig config = settings.bind("feed", FeedConfig.class);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        Posts nobody = Contracts.proxy(Posts.class, method -> call());
        AuthorTimelines authors = new AuthorTimelines(nobody, config.window(), config.cachedAuthors(), meters);
        Celebrities celebrities = new Celebrities();
        magpie.api.graph.Graph graph = Contracts.proxy(magpie.api.graph.Graph.class, method -> call());
        return new FeedConsumer(
                new HeapReaders(
                        new ReaderSources(graph, nobody, celebrities, config.window(), config.pullMargin()),
                        1_000,
                        config.idle(),
                        meters),
                cache,
                authors,
                celebrities,
                new Unseen());
    }

    private void awaitShown(long activity) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!shown(activity, POST)) {
            assertThat(System.nanoTime()).as("it is shown in time").isLessThan(end);
        }
    }

    private boolean shown(long activity, long post) {
        PostCache.Hydrated found = cache.hydrate(new Slice(new long[] {activity}, new long[] {post}, 1, 0));
        assertThat(found.complete()).isTrue();
        return found.posts()[0] != null && found.actors()[0] != 0;
    }
}
