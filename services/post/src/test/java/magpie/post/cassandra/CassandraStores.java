package magpie.post.cassandra;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import magpie.api.post.InteractionEvent;
import magpie.api.post.PostEvent;
import magpie.api.post.PostStats;
import magpie.post.store.PostStore;
import magpie.post.store.PostStore.NewPost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Several stores on one keyspace, as if of several processes. Each test has its own people and posts. */
class CassandraStores {
    static final int STORES = 3;

    static Keyspace keyspace;
    static final List<CassandraPosts> all = new ArrayList<>();
    private static final Random people = new Random();

    @BeforeAll
    static void open() {
        keyspace = new Keyspace("together", false);
        for (int i = 0; i < STORES; i++) {
            all.add(keyspace.open());
        }
    }

    @AfterAll
    static void close() {
        all.forEach(CassandraPosts::close);
        all.clear();
        keyspace.close();
    }

    static PostStore store(int i) {
        return all.get(Math.floorMod(i, STORES)).store();
    }

    static long somebody() {
        return people.nextLong(1, Long.MAX_VALUE);
    }

    static long publish(PostStore store, long author, String... tags) {
        return store.publish(new NewPost(author, "hello", 0, List.of(), List.of(tags)), null)
                .post()
                .id();
    }

    static void settle() throws InterruptedException {
        Keyspace.await("counts", () -> all.stream().allMatch(CassandraPosts::isSettled));
    }

    static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<T> answers = new ArrayList<>();
            for (Future<T> answer : threads.invokeAll(tasks)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    /** Waits, as each store caches counts for a moment. */
    static void awaitCounts(PostStore store, long post, int likes, int reposts) throws InterruptedException {
        Keyspace.await(likes + " likes and " + reposts + " reposts", () -> {
            PostStats stats = store.stats(0, new long[] {post});
            return stats.likes()[0] == likes && stats.reposts()[0] == reposts;
        });
    }

    static <T> List<T> told(Class<T> type) {
        try (CassandraPosts relay = keyspace.open()) {
            Keyspace.Log log = new Keyspace.Log(relay.outbox());
            log.pump();
            List<Object> events = new ArrayList<>(log.events(PostEvent.TOPIC));
            events.addAll(log.events(InteractionEvent.TOPIC));
            return events.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }
}
