package magpie.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import magpie.api.log.Batch;
import magpie.kit.config.Settings;
import magpie.kit.engines.EngineAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Tests without a running Kafka. */
class DeadLettersTest {
    private static final Batch.Entry EVENT = new Batch.Entry(7, 1, 0, "Published", "{}");

    private record End(boolean kept, boolean interrupted) {}

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(DeadLetters.class);

    /** When each failed try was logged. */
    private final List<Long> failures = new CopyOnWriteArrayList<>();

    private final AppenderBase<ILoggingEvent> lines = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            failures.add(System.nanoTime());
        }
    };

    @BeforeEach
    void listen() {
        lines.start();
        LOG.addAppender(lines);
    }

    @AfterEach
    void stop() {
        LOG.detachAppender(lines);
    }

    /** An interrupted thread does not pause, and Kafka refuses it at once: it would retry as fast as it can. */
    @Test
    void whoIsInterruptedWhileKafkaIsAwayPausesBetweenTries() throws Exception {
        AtomicReference<End> end = new AtomicReference<>();
        DeadLetters letters = new DeadLetters(away(), "test-", "posts");
        Thread keeper = Thread.ofPlatform().start(() -> {
            boolean kept = letters.keep("feed", EVENT, "indigestible");
            end.set(new End(kept, Thread.currentThread().isInterrupted()));
        });
        await(() -> keeper.getState() == Thread.State.TIMED_WAITING);
        keeper.interrupt();
        await(() -> failures.size() >= 4);
        assertThat(Duration.ofNanos(failures.get(3) - failures.get(1))).isGreaterThan(Duration.ofMillis(1_800));
        letters.close();
        assertThat(keeper.join(Duration.ofSeconds(30))).isTrue();
        assertThat(end.get()).isEqualTo(new End(false, true));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    /** Clients of a port on which nobody listens. */
    private static Clients away() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Settings settings = Settings.of(Map.of("kafka.addresses", "127.0.0.1:" + free.getLocalPort()));
            return new Clients(EngineAccess.of(settings, List.of(KafkaConfig.class)));
        }
    }
}
