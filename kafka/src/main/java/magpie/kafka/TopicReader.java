package magpie.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import magpie.api.ServiceException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Reads from a topic once, for the operator. {@code UNAVAILABLE} when Kafka is away. */
final class TopicReader implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(500);

    private final String topic;
    private final KafkaConsumer<byte[], byte[]> consumer;

    TopicReader(Clients clients, String topic) {
        this.topic = topic;
        this.consumer = clients.reader();
    }

    /** Events of a partition from an offset on: those that exist now, up to a maximum. */
    List<ConsumerRecord<byte[], byte[]>> from(int partition, long offset, int max) {
        TopicPartition source = new TopicPartition(topic, partition);
        try {
            long begin = oldest(source);
            return read(source, Math.max(begin, offset), max);
        } catch (KafkaException e) {
            throw ServiceException.unavailable("The event log does not answer.", e);
        }
    }

    /** The newest events of a partition, oldest first. */
    List<ConsumerRecord<byte[], byte[]>> newest(int partition, int max) {
        TopicPartition source = new TopicPartition(topic, partition);
        try {
            return read(source, Math.max(oldest(source), end(source) - max), max);
        } catch (KafkaException e) {
            throw ServiceException.unavailable("The event log does not answer.", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<ConsumerRecord<byte[], byte[]>> read(TopicPartition source, long offset, int max) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        long end = end(source);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        consumer.assign(Set.of(source));
        consumer.seek(source, offset);
        while (found.size() < max && consumer.position(source) < end) {
            for (ConsumerRecord<byte[], byte[]> event : consumer.poll(POLL)) {
                if (found.size() < max) {
                    found.add(event);
                }
            }
            if (System.nanoTime() - deadline > 0) {
                throw ServiceException.unavailable("The event log does not answer in time.", null);
            }
        }
        return found;
    }

    private long oldest(TopicPartition source) {
        return consumer.beginningOffsets(Set.of(source), LIMIT).getOrDefault(source, 0L);
    }

    private long end(TopicPartition source) {
        return consumer.endOffsets(Set.of(source), LIMIT).getOrDefault(source, 0L);
    }
}
