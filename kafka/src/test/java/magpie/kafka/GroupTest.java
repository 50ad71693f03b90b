package magpie.kafka;

import static magpie.kit.log.EventLogContract.LONG;
import static magpie.kit.log.EventLogContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import magpie.api.ServiceException;
import magpie.api.post.InteractionEvent;
import magpie.engines.Engines;
import magpie.kit.log.Consumer;
import magpie.kit.log.Likes;
import magpie.kit.log.Outbox;
import magpie.kit.log.Progress;
import magpie.kit.log.Subscription;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guarantees of a group of several processes. */
@Tag("engines")
class GroupTest {
    private static final int PEOPLE = 20;

    @TempDir
    Path folder;

    private KafkaFixture kafka;

    @BeforeEach
    void open() {
        kafka = new KafkaFixture(folder, new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    private Subscription share(Consumer consumer) {
        return kafka.log.share("test", Likes.CODEC, Progress.BY_THE_LOG, consumer);
    }

    private void likes(long from, long to) {
        for (long post = from; post < to; post++) {
            for (long person = 1; person <= PEOPLE; person++) {
                kafka.outbox.append(person, post);
            }
        }
        kafka.relayed();
    }

    @Test
    void eachEventGoesToOneMemberInOrderWhileMembersComeAndGo() throws InterruptedException {
        Likes all = new Likes(); // both members write into one list, in the order of what happened
        AtomicInteger others = new AtomicInteger();
        likes(0, 20);
        Subscription first = share(all);
        await(() -> all.count() > PEOPLE);
        try (Subscription second = share((event, ack) -> {
            others.incrementAndGet();
            all.accept(event, ack);
        })) {
            for (long post = 20; others.get() < PEOPLE; post += 5) {
                likes(post, post + 5);
                assertThat(second.settle(LONG)).isTrue();
            }
            first.close();
            likes(1_000, 1_010);
            assertThat(second.settle(LONG)).isTrue();
        } finally {
            first.close();
        }
        assertThat(all.byPerson()).hasSize(PEOPLE);
        all.byPerson().values().forEach(posts -> assertThat(posts).isSorted().doesNotHaveDuplicates());
        assertThat(all.of(1)).hasSizeGreaterThan(30).isEqualTo(all.of(PEOPLE));
    }

    @Test
    void settlingWaitsForWhatAnotherMemberHas() throws InterruptedException {
        Queue<Consumer.Ack> held = new ConcurrentLinkedQueue<>();
        try (Subscription first = share((event, ack) -> held.add(ack));
                KafkaLog elsewhere = KafkaFixture.open(kafka.prefix, new SimpleMeterRegistry());
                Subscription second =
                        elsewhere.share("test", Likes.CODEC, Progress.BY_THE_LOG, (event, ack) -> held.add(ack))) {
            likes(0, 1);
            await(() -> held.size() == PEOPLE);
            assertThat(first.settle(Duration.ofMillis(300))).isFalse();
            assertThat(second.settle(Duration.ofMillis(300))).isFalse();
            held.forEach(Consumer.Ack::done);
            assertThat(first.settle(LONG)).isTrue();
            assertThat(second.settle(LONG)).isTrue();
            assertThat(first.position()).isEqualTo(PEOPLE);
        }
    }

    @Test
    void aMemberThatIsKilledLosesNothing() throws IOException, InterruptedException {
        likes(0, 10);
        Process member = Member.start(kafka.prefix);
        try (BufferedReader lines = member.inputReader()) {
            for (int given = 0; given < PEOPLE; given++) {
                assertThat(lines.readLine()).startsWith("given");
            }
        } finally {
            member.destroyForcibly().waitFor();
        }
        Likes rest = new Likes();
        try (Subscription group = share(rest)) {
            assertThat(group.settle(LONG)).isTrue();
        }
        // The killed member acknowledged nothing: all of it comes again, in order.
        assertThat(rest.byPerson()).hasSize(PEOPLE);
        rest.byPerson()
                .values()
                .forEach(posts -> assertThat(posts)
                        .containsExactlyElementsOf(
                                LongStream.range(0, 10).boxed().toList()));
    }

    @Test
    void whatARelayBroughtTwiceIsGivenOnceAlsoToTheNextMember() throws InterruptedException {
        Outbox.Row row = Outbox.Row.of(77, InteractionEvent.TOPIC, 1, SqliteOutbox.liked(1, 5));
        kafka.outbox.add(row);
        kafka.relayed();
        kafka.outbox.add(row);
        kafka.outbox.append(1, 6);
        kafka.relayed();
        Likes first = new Likes();
        try (Subscription group = share(first)) {
            assertThat(group.settle(LONG)).isTrue();
        }
        assertThat(first.of(1)).containsExactly(5L, 6L);
        kafka.outbox.add(row);
        kafka.outbox.append(1, 7);
        kafka.relayed();
        Likes second = new Likes();
        try (Subscription group = share(second)) {
            assertThat(group.settle(LONG)).isTrue();
        }
        assertThat(second.of(1)).containsExactly(7L);
    }

    @Test
    void anEventThatWaitsHoldsUpItsOwnPartitionAlone() throws InterruptedException {
        Likes likes = new Likes();
        Set<Long> away = ConcurrentHashMap.newKeySet();
        away.add(1L);
        Consumer patient = (event, ack) -> {
            if (away.contains(event.key())) {
                throw ServiceException.unavailable("away", null);
            }
            likes.accept(event, ack);
        };
        try (Subscription group = share(patient)) {
            likes(0, 3);
            await(() -> likes.byPerson().size() > PEOPLE / 3);
            assertThat(likes.of(1)).isEmpty();
            away.clear();
            assertThat(group.settle(LONG)).isTrue();
            assertThat(likes.of(1)).containsExactly(0L, 1L, 2L);
        }
    }

    @Test
    void aGroupThatIsBeyondTheEndOfItsTopicIsToldAllAgain() throws Exception {
        likes(0, 3);
        String topic = kafka.prefix + InteractionEvent.TOPIC;
        Map<TopicPartition, OffsetAndMetadata> beyond = new HashMap<>();
        for (int partition = 0; partition < KafkaFixture.PARTITIONS; partition++) {
            beyond.put(new TopicPartition(topic, partition), new OffsetAndMetadata(1_000_000));
        }
        try (Admin admin = KafkaFixture.admin()) {
            admin.alterConsumerGroupOffsets(kafka.prefix + "test." + InteractionEvent.TOPIC, beyond)
                    .all()
                    .get();
        }
        Likes all = new Likes();
        try (Subscription _ = share(all)) {
            await(() -> all.count() == 3 * PEOPLE);
            likes(3, 4);
            await(() -> all.count() == 4 * PEOPLE);
        }
        all.byPerson().values().forEach(posts -> assertThat(posts).containsExactly(0L, 1L, 2L, 3L));
    }

    @Test
    void deadLettersAreTheirGroupsOwn() throws InterruptedException {
        Consumer none = (event, ack) -> ack.failed(new IllegalStateException("never"));
        kafka.outbox.append(1, 5);
        kafka.relayed();
        try (Subscription group = share(none);
                Subscription other = kafka.log.share("other", Likes.CODEC, Progress.BY_THE_LOG, new Likes())) {
            assertThat(group.settle(LONG)).isTrue();
            assertThat(other.settle(LONG)).isTrue();
            assertThat(group.deadLetters()).hasSize(1);
            assertThat(other.deadLetters()).isEmpty();
        }
    }

    /** A member of the group in another process, which takes everything and acknowledges nothing. */
    static final class Member {
        private Member() {}

        public static void main(String[] arguments) throws InterruptedException {
            KafkaLog log = KafkaFixture.open(arguments[0], new SimpleMeterRegistry());
            Consumer speaker = (event, ack) -> System.out.println("given " + event.key());
            try (log;
                    Subscription group = log.share("test", Likes.CODEC, Progress.BY_THE_LOG, speaker)) {
                boolean ended = new CountDownLatch(1).await(2, TimeUnit.MINUTES); // it is killed meanwhile
                throw new AssertionError(group + " was not killed: " + ended);
            }
        }

        static Process start(String prefix) throws IOException {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx128m",
                            "-XX:TieredStopAtLevel=1",
                            "-Dmagpie.engines=" + Engines.folder(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Member.class.getName(),
                            prefix)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        }
    }
}
