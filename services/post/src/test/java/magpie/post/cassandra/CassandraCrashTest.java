package magpie.post.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import magpie.api.Limits;
import magpie.api.Listing;
import magpie.api.RecountChunk;
import magpie.api.ServiceException;
import magpie.api.post.AuthorListing;
import magpie.api.post.PostEvent;
import magpie.api.post.PostEvent.PostPublished;
import magpie.api.post.PostStats;
import magpie.engines.Engines;
import magpie.post.cassandra.session.CassandraTuning;
import magpie.post.store.PostStore;
import magpie.post.store.PostStore.NewPost;
import magpie.post.store.PostStore.Once;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Cassandra is killed during writes: everything acknowledged is stored and reported, and nothing twice. */
@Tag("engines")
class CassandraCrashTest {
    private static final int WRITERS = 6;
    private static final CassandraTuning TUNING = new CassandraTuning(
            200,
            Duration.ofMillis(500),
            Duration.ofMillis(100),
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            1_000,
            2_000,
            Duration.ofMillis(50),
            Duration.ofMinutes(2));

    private final Map<Long, Long> published = new ConcurrentHashMap<>();
    private final Map<Long, Boolean> likes = new ConcurrentHashMap<>();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicBoolean stop = new AtomicBoolean();

    @Test
    void whatWasAcknowledgedOutlivesIt() throws Exception {
        String node = Engines.required("cassandra").nodes().getLast();
        try (Keyspace keyspace = new Keyspace("crash", true);
                CassandraPosts posts = keyspace.open(TUNING)) {
            PostStore store = posts.store();
            long liked = store.publish(newPost(999, "liked"), null).post().id();
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> writers = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    long user = 1_000L + i;
                    writers.add(threads.submit(() -> write(store, user, liked)));
                }
                Keyspace.await("some posts", () -> published.size() > 60);
                Engines.kill(node);
                Engines.restart(node);
                int before = published.size();
                Keyspace.await("posts after the restart", () -> published.size() > before + 60);
                stop.set(true);
                for (Future<?> writer : writers) {
                    writer.get();
                }
            }
            check(store, liked);
            Keyspace.await("counts", posts::isSettled);
            assertThat(store.recount(new RecountChunk(0, 1_000)).next()).isZero();
            assertThat(store.recount(new RecountChunk(0, 1_000)).mended()).isZero();
            checkEvents(posts);
        }
    }

    private static NewPost newPost(long author, String text) {
        return new NewPost(author, text, 0, List.of(), List.of());
    }

    /** Publishes posts with keys, retrying each until it is acknowledged, and likes and unlikes. */
    private void write(PostStore store, long user, long liked) {
        for (int n = 0; !stop.get(); n++) {
            int number = n;
            insist(() -> {
                Once once = new Once("k" + number, new byte[] {1}, 0);
                long id = store.publish(newPost(user, "text " + number), once)
                        .post()
                        .id();
                assertThat(published.put(id, user)).as("one key's post").isNull();
            });
            boolean on = n % 2 == 0;
            insist(() -> {
                if (on) {
                    store.like(user, liked);
                } else {
                    store.unlike(user, liked);
                }
                likes.put(user, on);
            });
        }
    }

    private void insist(Runnable write) {
        while (true) {
            try {
                write.run();
                return;
            } catch (ServiceException e) {
                assertThat(e.isPassing()).as(e.toString()).isTrue();
                refused.incrementAndGet();
            }
        }
    }

    private void check(PostStore store, long liked) {
        for (int i = 0; i < WRITERS; i++) {
            long user = 1_000L + i;
            List<Long> expected = published.entrySet().stream()
                    .filter(post -> post.getValue() == user)
                    .map(Map.Entry::getKey)
                    .toList();
            long[] listed = store.byAuthor(new AuthorListing(user, Limits.NEWEST, 1_000, true))
                    .activityIds();
            assertThat(LongStream.of(listed).boxed())
                    .as("posts of %s", user)
                    .containsExactlyInAnyOrderElementsOf(expected);
            boolean likes = store.stats(user, new long[] {liked}).has(0, PostStats.LIKED);
            assertThat(likes).isEqualTo(this.likes.get(user));
        }
        assertThat(LongStream.of(store.likes(new Listing(liked, Limits.NEWEST, 100))
                                .userIds())
                        .boxed())
                .containsExactlyInAnyOrderElementsOf(likes.entrySet().stream()
                        .filter(Map.Entry::getValue)
                        .map(Map.Entry::getKey)
                        .toList());
        assertThat(refused).as("it was away").hasPositiveValue();
    }

    private void checkEvents(CassandraPosts posts) throws InterruptedException {
        Keyspace.Log log = new Keyspace.Log(posts.outbox());
        Set<Long> told = ConcurrentHashMap.newKeySet();
        Keyspace.await("every post is told of", () -> {
            log.pump();
            log.events(PostEvent.TOPIC).forEach(event -> told.add(((PostPublished) event).postId()));
            return told.containsAll(published.keySet());
        });
    }
}
