package magpie.kit.log;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import magpie.api.Empty;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.api.log.Topics;
import magpie.kit.lease.Leases;

/** The log of the embedded product: every service's outbox table is its topic, read here or from another process. */
public final class EmbeddedLog implements EventLog {
    private final Function<String, Topics> topics;
    private final MeterRegistry meters;

    /** A log on topics found by name. */
    public EmbeddedLog(Function<String, Topics> topics, MeterRegistry meters) {
        this.topics = topics;
        this.meters = meters;
    }

    @Override
    public Subscription share(String group, EventCodec codec, Progress progress, Consumer consumer) {
        return ConsumerLoop.start(group, codec, topics.apply(codec.topic()), progress, consumer, meters);
    }

    @Override
    public Subscription follow(String name, EventCodec codec, Duration back, Consumer consumer) {
        Topics source = topics.apply(codec.topic());
        long end = source.ends(Empty.EMPTY).offsets().getOrDefault(codec.topic(), 0L);
        long start = back.isZero()
                ? end
                : lastBefore(source, codec.topic(), end, System.currentTimeMillis() - back.toMillis());
        return ConsumerLoop.start(name, codec, source, new TransientProgress(codec.topic(), start), consumer, meters);
    }

    @Override
    public Batch read(Read request) {
        return topics.apply(request.topic()).read(request);
    }

    @Override
    public Relay relay(String name, Outbox outbox, Leases leases) {
        throw new IllegalStateException("outbox of " + name + " (expected: none, for here the topic is the outbox)");
    }

    /** The offset of the last event before a time, by binary search: offsets grow with time. */
    private static long lastBefore(Topics source, String topic, long end, long time) {
        long low = 0;
        long high = end;
        while (low < high) {
            long middle = low + (high - low) / 2;
            List<Batch.Entry> next = source.read(new Read(topic, middle, 1, 0)).events();
            if (!next.isEmpty() && next.getFirst().at() < time) {
                low = next.getFirst().offset();
            } else {
                high = middle;
            }
        }
        return Math.min(low, end);
    }
}
