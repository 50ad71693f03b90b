package magpie.kafka;

import static magpie.kit.log.EventLogContract.LONG;
import static magpie.kit.log.EventLogContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import magpie.engines.Engines;
import magpie.kit.log.Likes;
import magpie.kit.log.Progress;
import magpie.kit.log.Relay;
import magpie.kit.log.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay loses nothing and reorders nothing, whatever happens to Kafka, the lease or itself. */
@Tag("engines")
class RelayTest {
    @TempDir
    Path folder;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private KafkaFixture kafka;

    @BeforeEach
    void open() {
        kafka = new KafkaFixture(folder, meters);
    }

    @AfterEach
    void close() {
        kafka.close();
    }

    private Likes consumed() throws InterruptedException {
        Likes likes = new Likes();
        try (Subscription all = kafka.log.share("all", Likes.CODEC, Progress.BY_THE_LOG, likes)) {
            assertThat(all.settle(LONG)).isTrue();
        }
        return likes;
    }

    private static List<Long> upTo(long end) {
        return LongStream.range(0, end).boxed().toList();
    }

    @Test
    void aBrokerThatIsKilledAndStartedAgainLosesNothingAndReordersNothing() throws InterruptedException {
        String broker = Engines.required("kafka").nodes().getFirst();
        for (long post = 0; post < 200; post++) {
            kafka.outbox.append(post % 7, post / 7);
            if (post == 50) {
                Engines.kill(broker);
            }
        }
        assertThat(kafka.relay.settle(Duration.ofMillis(200))).isFalse();
        await(() -> meters.get("magpie_relay_failures").counter().count() > 0);
        assertThat(meters.get("magpie_relay_pending").gauge().value()).isPositive();
        assertThat(meters.get("magpie_relay_age").gauge().value()).isPositive();

        Engines.restart(broker);
        kafka.relayed();

        assertThat(kafka.outbox.pending(1)).isEmpty();
        assertThat(meters.get("magpie_relay_pending").gauge().value()).isZero();
        assertThat(meters.get("magpie_relay_sent").counter().count()).isEqualTo(200);
        Likes likes = consumed();
        assertThat(likes.of(0)).isEqualTo(upTo(29));
        assertThat(likes.of(6)).isEqualTo(upTo(28));
        assertThat(likes.count()).isEqualTo(200);
    }

    @Test
    void ofTwoRelaysOneMovesAndTheOtherGoesOnWhenItEnds() throws InterruptedException {
        SimpleMeterRegistry others = new SimpleMeterRegistry();
        kafka.outbox.append(1, 0);
        kafka.relayed();
        try (KafkaLog elsewhere = KafkaFixture.open(kafka.prefix, others);
                Relay second = elsewhere.relay("test", kafka.outbox, kafka.outbox)) {
            assertThat(second.settle(LONG)).isTrue();
            for (long post = 1; post < 50; post++) {
                kafka.outbox.append(1, post);
            }
            kafka.relayed();
            assertThat(others.get("magpie_relay_sent").counter().count()).isZero();

            kafka.relay.close();
            kafka.outbox.append(1, 50);
            await(() -> kafka.outbox.pending(1).isEmpty());
            await(() -> others.get("magpie_relay_sent").counter().count() == 1);
        }
        assertThat(consumed().of(1)).isEqualTo(upTo(51));
    }

    @Test
    void aRelayThatLosesItsLeaseStops() throws InterruptedException {
        kafka.outbox.append(1, 0);
        kafka.relayed();
        kafka.outbox.seize("relay", "another");
        // Until its next renewal it believes that it holds the lease; from then on nothing moves.
        long before = System.nanoTime();
        await(() -> System.nanoTime() - before > Duration.ofSeconds(3).toNanos());
        kafka.outbox.append(1, 1);
        kafka.relayed();
        assertThat(kafka.outbox.pending(10)).hasSize(1);

        kafka.outbox.release("relay", "another");
        await(() -> kafka.outbox.pending(1).isEmpty());
        assertThat(consumed().of(1)).containsExactly(0L, 1L);
    }

    @Test
    void closingMovesWhatIsThere() throws InterruptedException {
        kafka.outbox.append(1, 0);
        kafka.relayed();
        for (long post = 1; post < 500; post++) {
            kafka.outbox.append(1, post);
        }
        kafka.relay.close();
        assertThat(kafka.outbox.pending(1)).isEmpty();
        assertThat(consumed().of(1)).isEqualTo(upTo(500));
    }
}
