package magpie.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import magpie.api.Empty;
import magpie.api.ServiceException;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.kit.sqlite.Schema;
import magpie.kit.sqlite.SqliteDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsumerLoopTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    /** What happens to notes. */
    sealed interface NoteEvent {
        /** A note was written. */
        record Written(long id) implements NoteEvent {}
    }

    @TempDir
    Path folder;

    private SqliteDatabase database;
    private SqliteTopics topics;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(folder.resolve("note.db"), Schema.of(SqliteDatabase.class, "note-1.sql"));
        topics = new SqliteTopics(database, "notes");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void givesEventsInOrderAndRemembersHowFarItCame() throws InterruptedException {
        List<Long> seen = new CopyOnWriteArrayList<>();
        append(1, 2, 3);
        try (ConsumerLoop loop = start(collect(seen))) {
            assertThat(loop.settle(LONG)).isTrue();
            append(4, 5);
            assertThat(loop.settle(LONG)).isTrue();
            assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L);
        }
        append(6);
        try (ConsumerLoop loop = start(collect(seen))) {
            assertThat(loop.settle(LONG)).isTrue();
            assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        }
    }

    @Test
    void whatWasNotAcknowledgedComesAgain() throws InterruptedException {
        Queue<Consumer.Ack> held = new ConcurrentLinkedQueue<>();
        CountDownLatch given = new CountDownLatch(3);
        append(1, 2, 3);
        try (ConsumerLoop loop = start((event, ack) -> {
            held.add(ack);
            given.countDown();
        })) {
            assertThat(given.await(20, TimeUnit.SECONDS)).isTrue();
            Queue<Consumer.Ack> acks = new ArrayDeque<>(held);
            acks.remove().done();
            acks.remove();
            acks.remove().done(); // the third is done, the second is not
            assertThat(loop.position()).isEqualTo(1);
        }
        List<Long> seen = new CopyOnWriteArrayList<>();
        try (ConsumerLoop loop = start(collect(seen))) {
            assertThat(loop.settle(LONG)).isTrue();
            assertThat(seen).containsExactly(2L, 3L);
        }
    }

    @Test
    void anEventThatCannotBeDigestedBecomesADeadLetterAndTheRestGoesOn() throws InterruptedException {
        List<Long> seen = new CopyOnWriteArrayList<>();
        AtomicInteger tries = new AtomicInteger();
        Consumer picky = (event, ack) -> {
            if (id(event) == 2 && tries.incrementAndGet() <= 5) {
                throw new IllegalStateException("indigestible");
            }
            collect(seen).accept(event, ack);
        };
        append(1, 2, 3);
        try (ConsumerLoop loop = start(picky)) {
            assertThat(loop.settle(LONG)).isTrue();
            assertThat(seen).containsExactly(1L, 3L);
            assertThat(tries).hasValue(5);
            assertThat(loop.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.event().offset()).isEqualTo(2);
                assertThat(letter.error()).contains("indigestible");
            });
            loop.replay(loop.deadLetters().getFirst().event());
            assertThat(seen).containsExactly(1L, 3L, 2L);
        }
    }

    @Test
    void whileSomethingIsAwayTheEventWaits() throws InterruptedException {
        List<Long> seen = new CopyOnWriteArrayList<>();
        AtomicInteger tries = new AtomicInteger();
        Consumer patient = (event, ack) -> {
            if (tries.incrementAndGet() <= 6) {
                throw ServiceException.unavailable("away", null);
            }
            collect(seen).accept(event, ack);
        };
        append(1);
        try (ConsumerLoop loop = start(patient)) {
            assertThat(loop.settle(LONG)).isTrue();
            assertThat(seen).containsExactly(1L);
            assertThat(loop.deadLetters()).isEmpty();
        }
    }

    @Test
    void neitherAnErrorNorAnInterruptOfItsConsumerEndsIt() throws InterruptedException {
        List<Long> seen = new CopyOnWriteArrayList<>();
        AtomicInteger tries = new AtomicInteger();
        Consumer harmful = (event, ack) -> {
            if (id(event) == 1) {
                throw new StackOverflowError("deeply");
            }
            if (id(event) == 2 && tries.incrementAndGet() == 1) {
                Thread.currentThread().interrupt();
                throw ServiceException.unavailable("interrupted", null);
            }
            collect(seen).accept(event, ack);
        };
        append(1, 2, 3);
        try (ConsumerLoop loop = start(harmful)) {
            assertThat(loop.settle(LONG)).isTrue();
            assertThat(seen).containsExactly(2L, 3L);
            assertThat(loop.deadLetters()).hasSize(1);
        }
    }

    @Test
    void aDeadLetterThatCannotBeStoredAtOnceIsLater() throws InterruptedException {
        AtomicInteger tries = new AtomicInteger();
        Progress kept = new SqliteProgress(database, "notes");
        Progress flaky = new Progress() {
            @Override
            public long load() {
                return kept.load();
            }

            @Override
            public void save(long offset) {
                kept.save(offset);
            }

            @Override
            public void keepDeadLetter(Batch.Entry event, String error) {
                if (tries.incrementAndGet() <= 3) {
                    throw ServiceException.unavailable("The disk is full.", null);
                }
                kept.keepDeadLetter(event, error);
            }

            @Override
            public List<DeadLetter> deadLetters() {
                return kept.deadLetters();
            }
        };
        append(1, 2);
        try (ConsumerLoop loop = start(
                flaky, (event, ack) -> Thread.startVirtualThread(() -> ack.failed(new IllegalStateException("no"))))) {
            assertThat(loop.settle(LONG)).isTrue();
            assertThat(loop.deadLetters()).hasSize(2);
        }
    }

    @Test
    void whoIsBeyondTheEndOfARestoredTopicMissesNothingOfWhatComes() throws InterruptedException {
        List<Long> seen = new CopyOnWriteArrayList<>();
        append(1, 2);
        new SqliteProgress(database, "notes").save(40);
        try (ConsumerLoop loop = start(collect(seen))) {
            assertThat(loop.settle(LONG)).isTrue();
            awaitPosition(loop, 2);
            append(3, 4);
            awaitPosition(loop, 4);
            assertThat(seen).containsExactly(3L, 4L);
        }
        assertThat(new SqliteProgress(database, "notes").load()).isEqualTo(4);
    }

    @Test
    void whoseTopicGoesBackWhileItRunsMissesNothingEither() throws InterruptedException {
        List<Long> seen = new CopyOnWriteArrayList<>();
        append(1, 2, 3, 4, 5);
        try (ConsumerLoop loop = start(collect(seen))) {
            assertThat(loop.settle(LONG)).isTrue();
            database.write(sql -> sql.update("DELETE FROM topic_notes WHERE offset > 2"));
            awaitPosition(loop, 2);
            append(6);
            awaitPosition(loop, 3);
            assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        }
    }

    private static void awaitPosition(ConsumerLoop loop, long position) {
        long end = System.nanoTime() + LONG.toNanos();
        while (loop.position() != position) {
            assertThat(System.nanoTime()).as("at %s", loop.position()).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void anUndoneChangeLeavesNoEvent() {
        try {
            database.write(sql -> {
                topics.append(sql, "notes", 9, new NoteEvent.Written(9));
                throw ServiceException.notFound("note");
            });
        } catch (ServiceException expected) {
            assertThat(topics.ends(Empty.EMPTY).offsets()).containsEntry("notes", 0L);
            return;
        }
        throw new AssertionError("the write went through");
    }

    @Test
    void aReadWaitsForTheNextCommit() throws InterruptedException {
        List<Integer> found = new CopyOnWriteArrayList<>();
        Thread reader = Thread.startVirtualThread(() ->
                found.add(topics.read(new Read("notes", 0, 10, 2_000)).events().size()));
        append(1);
        reader.join(20_000);
        assertThat(found).containsExactly(1);
    }

    @Test
    void trimmingKeepsTheNewestSoThatOffsetsGoOn() throws InterruptedException {
        append(1, 2, 3);
        assertThat(topics.trim("notes", Duration.ofSeconds(-1), 10)).isEqualTo(2);
        append(4);
        assertThat(topics.read(new Read("notes", 0, 10, 0)).events())
                .extracting(Batch.Entry::offset)
                .containsExactly(3L, 4L);
    }

    private ConsumerLoop start(Consumer consumer) {
        return start(new SqliteProgress(database, "notes"), consumer);
    }

    private ConsumerLoop start(Progress progress, Consumer consumer) {
        return ConsumerLoop.start(
                "test", EventCodec.of("notes", NoteEvent.class), topics, progress, consumer, new SimpleMeterRegistry());
    }

    private static Consumer collect(List<Long> seen) {
        return (event, ack) -> {
            seen.add(id(event));
            ack.done();
        };
    }

    private static long id(Event event) {
        return ((NoteEvent.Written) event.body()).id();
    }

    private void append(long... ids) {
        for (long id : ids) {
            database.write(sql -> {
                topics.append(sql, "notes", id, new NoteEvent.Written(id));
                return id;
            });
        }
    }
}
