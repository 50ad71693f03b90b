package magpie.kafka;

import java.time.Duration;
import java.util.function.Supplier;
import magpie.kit.loop.Loop;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls Kafka for one subscription, on its own thread, which never waits for a consumer: so it stays a member of its
 * group whatever an event waits for. A client that fails in any way is replaced: each round is the life of one client.
 */
final class PollLoop implements AutoCloseable, Loop.Body {
    private static final Logger log = LoggerFactory.getLogger(PollLoop.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);

    /** What differs between a member of a group and a reader of its own. Called only on the polling thread. */
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
    private final PartitionWorkers workers;
    private final Membership membership;
    private final Loop loop;
    private volatile long lag;

    PollLoop(
            String name,
            Supplier<KafkaConsumer<byte[], byte[]>> client,
            PartitionWorkers workers,
            Membership membership) {
        this.name = name;
        this.client = client;
        this.workers = workers;
        this.membership = membership;
        this.loop = Loop.of(Thread.ofPlatform().name(name).daemon(), this);
    }

    void start() {
        loop.start();
    }

    /** Events in this process's partitions that are not done, as of the last poll. */
    long lag() {
        return lag;
    }

    @Override
    public void close() {
        loop.end();
        loop.join(CLOSE_LIMIT);
    }

    @Override
    public void round() {
        try (KafkaConsumer<byte[], byte[]> consumer = client.get()) {
            membership.join(consumer);
            while (!loop.isEnding()) {
                poll(consumer);
            }
            membership.leave(consumer);
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
        }
    }

    @Override
    public void failed(String thread, Throwable reason) {
        log.warn("{} is restarting: {}", name, reason.toString());
        membership.lost();
    }

    @Override
    public void ended() {
        membership.lost();
    }

    private void poll(KafkaConsumer<byte[], byte[]> consumer) {
        workers.add(consumer.poll(POLL));
        workers.throttle(consumer);
        lag = workers.lag(consumer);
        membership.polled(consumer);
    }
}
