package magpie.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import magpie.api.log.Batch;
import magpie.kit.Waits;
import magpie.kit.log.Delivery;
import magpie.kit.log.Subscription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's reading of a topic; its two kinds say who shares the topic, and what is kept of the position. */
abstract sealed class KafkaSubscription implements Subscription permits GroupSubscription, BroadcastSubscription {
    private static final Logger log = LoggerFactory.getLogger(KafkaSubscription.class);
    private static final Duration LOOK = Duration.ofMillis(20);

    final Offsets offsets;
    final PartitionWorkers workers;

    private final String name;
    private final String topic;
    private final Delivery delivery;
    private @Nullable PollLoop loop;

    /**
     * Prepares a subscription; does not read yet.
     *
     * @param name the consumer's own name, without the prefix of all names in this Kafka
     * @param topic the topic's own name
     * @param offsets of the topic, by its full name
     */
    KafkaSubscription(String name, String topic, Offsets offsets, Delivery delivery) {
        this.name = name;
        this.topic = topic;
        this.offsets = offsets;
        this.delivery = delivery;
        this.workers = new PartitionWorkers("worker-" + name + "-" + topic, delivery, this::dead);
    }

    /** Starts reading. */
    final void begin(
            Supplier<KafkaConsumer<byte[], byte[]>> reader, PollLoop.Membership membership, MeterRegistry meters) {
        PollLoop started = new PollLoop("poll-" + name + "-" + topic, reader, workers, membership);
        loop = started;
        meters.gauge("magpie_log_lag", tags(), started, PollLoop::lag);
        started.start();
    }

    final Tags tags() {
        return Tags.of("consumer", name, "topic", topic);
    }

    /** The next offset by partition, as far as this process knows. */
    abstract Map<Integer, Long> progress();

    /** Keeps an event that could not be processed; false if that failed and must be retried. */
    abstract boolean keepDeadLetter(Batch.Entry event, String reason);

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final String topic() {
        return topic;
    }

    @Override
    public final long position() {
        return Offsets.sum(progress());
    }

    @Override
    public final long end() {
        return Offsets.sum(offsets.ends());
    }

    @Override
    public final void replay(Batch.Entry event) throws InterruptedException {
        CountDownLatch finished = new CountDownLatch(1);
        delivery.give(event, new PartitionWorker.Given(event, finished::countDown, () -> {}, this::dead));
        finished.await();
    }

    @Override
    public final boolean settle(Duration limit) throws InterruptedException {
        Map<Integer, Long> ends = offsets.ends();
        return Waits.until(limit, LOOK, () -> isPast(ends));
    }

    @Override
    public final void close() {
        if (loop != null) {
            loop.close();
        }
    }

    private boolean isPast(Map<Integer, Long> ends) {
        Map<Integer, Long> progress = progress();
        return ends.entrySet().stream().allMatch(end -> progress.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private boolean dead(Batch.Entry event, Throwable reason) {
        log.error("{} moved {} {} to its dead letters", name, topic, event.offset(), reason);
        return keepDeadLetter(event, reason.toString());
    }
}
