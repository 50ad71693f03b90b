package magpie.post.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.Ids;
import magpie.api.post.PostEvent;
import magpie.kit.log.Outbox;
import magpie.post.cassandra.outbox.CassandraOutbox;
import magpie.post.cassandra.outbox.OutboxReads;
import magpie.post.cassandra.outbox.OutboxRows;
import magpie.post.cassandra.session.Engine;
import magpie.post.store.PostStore.NewPost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("engines")
class CassandraOutboxTest {
    private static final Duration WINDOW = Duration.ofMinutes(2);
    private static final long NOW = 1_800_000_000_000L;

    private static Keyspace keyspace;

    private CassandraPosts posts;
    private Engine engine;
    private OutboxRows rows;
    private OutboxReads reads;
    private long now = NOW;

    @BeforeAll
    static void make() {
        keyspace = new Keyspace("outbox", false);
    }

    @AfterAll
    static void drop() {
        keyspace.close();
    }

    @BeforeEach
    void open() {
        posts = keyspace.open();
        keyspace.clear();
        engine = new Engine(keyspace.connect());
        rows = new OutboxRows(engine);
        reads = new OutboxReads(engine);
    }

    @AfterEach
    void close() {
        posts.close();
        engine.close();
    }

    private CassandraOutbox relay() {
        InstantSource clock = () -> Instant.ofEpochMilli(now);
        return new CassandraOutbox(rows, reads, clock, WINDOW);
    }

    private void beginAt(long millis) {
        keyspace.session()
                .execute("UPDATE " + keyspace.name() + ".outbox_position SET bucket = " + OutboxRows.bucketAt(millis)
                        + " WHERE name = 'relay' IF EXISTS");
    }

    private long write(long millis, int sequence, long key) {
        long id = Ids.floor(millis) + sequence;
        engine.write(List.of(rows.add(id, PostEvent.TOPIC, key, new PostEvent.PostDeleted(id, key, 0))));
        return id;
    }

    private static List<Long> ids(List<Outbox.Row> rows) {
        return rows.stream().map(Outbox.Row::id).toList();
    }

    /** Moves everything; returns what it was. */
    private static List<Long> move(Outbox relay) {
        List<Long> moved = new ArrayList<>();
        for (List<Outbox.Row> found = relay.pending(7); !found.isEmpty(); found = relay.pending(7)) {
            moved.addAll(ids(found));
            relay.sent(found);
        }
        return moved;
    }

    @Test
    void givesRowsInOrderUntilTheyAreSentAndThenNoMore() {
        beginAt(NOW);
        List<Long> written = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            written.add(write(NOW + i * 10L, i, i % 3));
        }
        now = NOW + 600;
        CassandraOutbox relay = relay();
        assertThat(ids(relay.pending(20))).isEqualTo(written.subList(0, 20));
        assertThat(ids(relay.pending(20))).as("until they are sent").isEqualTo(written.subList(0, 20));
        assertThat(move(relay)).isEqualTo(written);
        now += 1_000;
        assertThat(relay.pending(20)).isEmpty();
        long next = write(now, 1, 1);
        assertThat(move(relay)).containsExactly(next);
    }

    /** A batch whose coordinator died is replayed by other nodes a while later. */
    @Test
    void findsWhatAppearsBehindIt() {
        beginAt(NOW);
        CassandraOutbox relay = relay();
        write(NOW, 1, 1);
        assertThat(move(relay)).hasSize(1);
        for (int i = 0; i < 8; i++) { // a minute passes
            now += 8_000;
            move(relay);
        }
        long late = write(NOW + 2_000, 2, 1);
        now += 11_000;
        assertThat(move(relay)).containsExactly(late);
        now += 11_000;
        assertThat(relay.pending(5)).isEmpty();
    }

    @Test
    void aNewRelayStartsAtThePositionAndRepeatsAtMostTheWindow() {
        beginAt(NOW);
        CassandraOutbox first = relay();
        Map<Long, Long> written = new HashMap<>();
        Set<Long> moved = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            written.put(write(now, i, i), now);
            moved.addAll(move(first));
            now += 7_000;
        }
        assertThat(moved).isEqualTo(written.keySet());
        long behind = reads.position();
        assertThat(behind)
                .as("trails by the window and little more")
                .isBetween(OutboxRows.bucketAt(now - 160_000), OutboxRows.bucketAt(now - 120_000));
        long last = write(now, 61, 1);
        List<Long> again = move(relay());
        assertThat(again).contains(last).isSorted();
        assertThat(again.getFirst()).isGreaterThanOrEqualTo(behind << OutboxRows.BUCKET_SHIFT);
        assertThat(again).hasSizeLessThan(30);
    }

    /** A relay was away for a long time: it skips nothing, and keeps only a part in memory at a time. */
    @Test
    void catchesUp() {
        beginAt(NOW - 3_600_000);
        List<Long> written = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            written.add(write(NOW - 3_600_000 + i * 29_000L, i, i % 5));
        }
        CassandraOutbox relay = relay();
        assertThat(relay.pending(10)).hasSize(10);
        assertThat(move(relay)).isEqualTo(written);
    }

    /** The earlier state of Cassandra is unknown: what a dead node held back is written when it returns. */
    @Test
    void aNewRelayLeavesThePositionForAWindow() {
        beginAt(NOW);
        CassandraOutbox relay = relay();
        for (int i = 0; i < 40; i++) {
            move(relay);
            now += 8_000;
        }
        long before = reads.position();
        CassandraOutbox other = relay(); // starts now: the state of Cassandra before is unknown
        for (int i = 0; i < 10; i++) {
            move(other);
            now += 8_000;
        }
        assertThat(reads.position()).isEqualTo(before);
        for (int i = 0; i < 10; i++) {
            move(other);
            now += 8_000;
        }
        assertThat(reads.position()).isGreaterThan(before);
    }

    @Test
    void nothingIsLostUnderConcurrentWriters() throws Exception {
        beginAt(System.currentTimeMillis());
        Keyspace.Log log = new Keyspace.Log(posts.outbox());
        AtomicInteger appended = new AtomicInteger();
        posts.outbox().onAppend(appended::incrementAndGet);
        Set<Long> published = java.util.concurrent.ConcurrentHashMap.newKeySet();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
                CassandraPosts elsewhere = keyspace.open()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                CassandraPosts place = i % 2 == 0 ? posts : elsewhere;
                long author = 1_000L + i;
                running.add(writers.submit(() -> {
                    for (int n = 0; n < 40; n++) {
                        NewPost newPost = new NewPost(author, "x", 0, List.of(), List.of());
                        published.add(
                                place.store().publish(newPost, null).post().id());
                    }
                }));
            }
            while (!running.stream().allMatch(Future::isDone)) {
                log.pump();
            }
            for (Future<?> writer : running) {
                writer.get();
            }
            Keyspace.await("all events", () -> {
                log.pump();
                return log.rows().size() >= published.size();
            });
        }
        assertThat(log.rows().stream().map(Outbox.Row::id)).containsExactlyInAnyOrderElementsOf(published);
        assertThat(appended).hasPositiveValue();
        Map<Long, Long> newest = new HashMap<>();
        for (Outbox.Row row : log.rows()) {
            Long before = newest.put(row.key(), row.id());
            assertThat(before == null || before < row.id())
                    .as("one key's order")
                    .isTrue();
        }
    }
}
