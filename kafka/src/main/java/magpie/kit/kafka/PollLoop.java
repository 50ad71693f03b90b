package magpie.kit.kafka;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls Kafka for one subscription, on a thread of its own that never waits for a consumer: so it stays a member of its
 * group whatever an event waits for. A client that fails is replaced.
 */
final class PollLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final long MAX_BACKOFF_MILLIS = 5_000;
    private static final long MAX_CLOSE_SECONDS = 20;

    /** What differs between a member of a group and one who reads alone. All on the polling thread. */
    interface Membership {
        /** Says which partitions are wanted. */
        void join(KafkaConsumer<byte[], byte[]> consumer);

        /** After each poll. */
        void polled(KafkaConsumer<byte[], byte[]> consumer);

        /** Before the client is closed. */
        void leave(KafkaConsumer<byte[], byte[]> consumer);

        /** After the client failed: what it gave may come again. */
        void lost();
    }

    private final String name;
    private final Supplier<KafkaConsumer<byte[], byte[]>> client;
    private final Lanes lanes;
    private final Membership membership;
    private final Thread thread;
    private volatile boolean closed;
    private volatile long lag;

    PollLoop(String name, Supplier<KafkaConsumer<byte[], byte[]>> client, Lanes lanes, Membership membership) {
        this.name = name;
        this.client = client;
        this.lanes = lanes;
        this.membership = membership;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Events that are in the topic's partitions here and not done, as of the last poll. */
    long lag() {
        return lag;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(MAX_CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        long backoffMillis = 100;
        while (!closed) {
            try (KafkaConsumer<byte[], byte[]> consumer = client.get()) {
                membership.join(consumer);
                while (!closed) {
                    poll(consumer);
                    backoffMillis = 100;
                }
                membership.leave(consumer);
                consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
            } catch (KafkaException | IllegalStateException e) {
                if (!closed) {
                    log.warn("{} begins anew: {}", name, e.toString());
                    membership.lost();
                    pause(backoffMillis);
                    backoffMillis = Math.min(MAX_BACKOFF_MILLIS, backoffMillis * 2);
                }
            }
        }
        membership.lost();
    }

    private void poll(KafkaConsumer<byte[], byte[]> consumer) {
        lanes.add(consumer.poll(POLL));
        lanes.throttle(consumer);
        lag = lanes.lag(consumer);
        membership.polled(consumer);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
