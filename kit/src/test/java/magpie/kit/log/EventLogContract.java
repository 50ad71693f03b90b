package magpie.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import magpie.api.ServiceException;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.api.post.InteractionEvent;
import org.junit.jupiter.api.Test;

/** What every event log promises its consumers. */
public abstract class EventLogContract {
    public static final Duration LONG = Duration.ofSeconds(60);

    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    protected abstract EventLog log();

    /** A place for a group's progress, the same on each call. */
    protected abstract Progress progress();

    /** Adds a person's like and returns when it is in the log. */
    protected abstract void append(long person, long... posts);

    /** Adds an event of an unknown type. */
    protected abstract void appendUnknown(long person);

    Subscription share(Consumer consumer) {
        return log().share("test", Likes.CODEC, progress(), consumer);
    }

    @Test
    void aGroupThatIsNewBeginsAtTheOldestEventAndGoesOnWhereItWas() throws InterruptedException {
        append(1, 10, 11);
        append(2, 20);
        Likes first = new Likes();
        try (Subscription group = share(first)) {
            assertThat(group.settle(LONG)).isTrue();
            append(1, 12);
            assertThat(group.settle(LONG)).isTrue();
            assertThat(group.position()).isEqualTo(group.end());
        }
        assertThat(first.byPerson()).isEqualTo(Map.of(1L, List.of(10L, 11L, 12L), 2L, List.of(20L)));
        append(1, 13);
        Likes second = new Likes();
        try (Subscription group = share(second)) {
            assertThat(group.settle(LONG)).isTrue();
        }
        assertThat(second.byPerson()).isEqualTo(Map.of(1L, List.of(13L)));
    }

    @Test
    void whatWasNotAcknowledgedComesAgainAndNothingElse() throws InterruptedException {
        append(1, 10, 11, 12);
        Map<Long, Consumer.Ack> held = new ConcurrentHashMap<>();
        try (Subscription group = share((event, ack) -> held.put(Likes.post(event), ack))) {
            await(() -> held.size() == 3);
            held.get(10L).done();
            held.get(12L).done(); // the last is done, the one before it is not
            assertThat(group.settle(Duration.ofMillis(300))).isFalse();
        }
        Likes second = new Likes();
        try (Subscription group = share(second)) {
            assertThat(group.settle(LONG)).isTrue();
        }
        assertThat(second.of(1)).containsExactly(11L, 12L);
    }

    @Test
    void anEventThatCannotBeDigestedBecomesADeadLetterAndCanBeReplayed() throws InterruptedException {
        append(1, 10, 11, 12);
        Likes likes = new Likes();
        AtomicInteger tries = new AtomicInteger();
        Consumer picky = (event, ack) -> {
            if (Likes.post(event) == 11 && tries.incrementAndGet() <= 5) {
                throw new IllegalStateException("indigestible");
            }
            likes.accept(event, ack);
        };
        try (Subscription group = share(picky)) {
            assertThat(group.settle(LONG)).isTrue();
            assertThat(likes.of(1)).containsExactly(10L, 12L);
            assertThat(tries).hasValue(5);
        }
        try (Subscription group = share(picky)) {
            assertThat(group.deadLetters()).singleElement().satisfies(letter -> {
                assertThat(letter.topic()).isEqualTo(InteractionEvent.TOPIC);
                assertThat(letter.event().key()).isEqualTo(1);
                assertThat(letter.event().type()).isEqualTo("Liked");
                assertThat(letter.error()).contains("indigestible");
            });
            Batch.Entry event = group.deadLetters().getFirst().event();
            assertThat(log().read(new Read(group.topic(), event.offset() - 1, 1, 0))
                            .events())
                    .containsExactly(event);
            group.replay(event);
            assertThat(likes.of(1)).containsExactly(10L, 12L, 11L);
        }
    }

    @Test
    void whileSomethingIsAwayAnEventWaitsAndThoseAfterItToo() throws InterruptedException {
        append(1, 10, 11);
        Likes likes = new Likes();
        AtomicInteger tries = new AtomicInteger();
        Consumer patient = (event, ack) -> {
            if (tries.incrementAndGet() <= 7) {
                throw ServiceException.unavailable("away", null);
            }
            likes.accept(event, ack);
        };
        try (Subscription group = share(patient)) {
            assertThat(group.settle(LONG)).isTrue();
            assertThat(likes.of(1)).containsExactly(10L, 11L);
            assertThat(group.deadLetters()).isEmpty();
        }
    }

    @Test
    void anEventOfATypeThatIsNotKnownIsPassedOver() throws InterruptedException {
        append(1, 10);
        appendUnknown(1);
        append(1, 11);
        Likes likes = new Likes();
        try (Subscription group = share(likes)) {
            assertThat(group.settle(LONG)).isTrue();
            assertThat(likes.of(1)).containsExactly(10L, 11L);
            assertThat(group.deadLetters()).isEmpty();
            assertThat(meters.get("magpie_log_unknown").counter().count()).isEqualTo(1);
        }
    }

    @Test
    void whoFollowsGetsAllThatComesAfterwards() throws InterruptedException {
        append(1, 10);
        Likes one = new Likes();
        Likes other = new Likes();
        try (Subscription first = log().follow("one", Likes.CODEC, Duration.ZERO, one);
                Subscription second = log().follow("other", Likes.CODEC, Duration.ZERO, other)) {
            append(1, 11);
            append(2, 20);
            assertThat(first.settle(LONG)).isTrue();
            assertThat(second.settle(LONG)).isTrue();
            assertThat(first.position()).isEqualTo(first.end());
        }
        assertThat(one.byPerson()).isEqualTo(Map.of(1L, List.of(11L), 2L, List.of(20L)));
        assertThat(other.byPerson()).isEqualTo(one.byPerson());
    }

    @Test
    void whoFollowsCanBeginSomeTimeBack() throws InterruptedException {
        append(1, 10);
        long between = System.currentTimeMillis() + 2; // a millisecond of nothing on each side
        await(() -> System.currentTimeMillis() > between + 1);
        append(1, 11);
        Likes all = new Likes();
        Likes some = new Likes();
        Duration back = Duration.ofMillis(System.currentTimeMillis() - between);
        try (Subscription late = log().follow("some", Likes.CODEC, back, some);
                Subscription early = log().follow("all", Likes.CODEC, Duration.ofHours(1), all)) {
            assertThat(early.settle(LONG)).isTrue();
            assertThat(late.settle(LONG)).isTrue();
        }
        assertThat(all.of(1)).containsExactly(10L, 11L);
        assertThat(some.of(1)).contains(11L);
    }

    @Test
    void theOperatorReadsATopicPageByPage() {
        for (long person = 1; person <= 20; person++) {
            append(person, person);
        }
        Queue<Batch.Entry> found = new ConcurrentLinkedQueue<>();
        List<Batch.Entry> page =
                log().read(new Read(InteractionEvent.TOPIC, 0, 7, 0)).events();
        while (!page.isEmpty()) {
            found.addAll(page);
            page = log().read(new Read(InteractionEvent.TOPIC, page.getLast().offset(), 7, 0))
                    .events();
        }
        assertThat(found).extracting(Batch.Entry::offset).isSorted();
        assertThat(found).extracting(Batch.Entry::key).hasSize(20).doesNotHaveDuplicates();
    }

    /** Waits for a condition. */
    public static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as("waited for " + LONG).isNegative();
            LockSupport.parkNanos(5_000_000);
        }
    }
}
