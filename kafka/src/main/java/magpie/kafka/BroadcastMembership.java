package magpie.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads all partitions of a topic alone and keeps no position; after a lost client it resumes after what was done. */
final class BroadcastMembership implements PollLoop.Membership {
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final String topic;
    private final PartitionWorkers workers;
    private final Map<Integer, Long> next;

    /** Starts at given offsets, by partition. */
    BroadcastMembership(String topic, PartitionWorkers workers, Map<Integer, Long> first) {
        this.topic = topic;
        this.workers = workers;
        this.next = new HashMap<>(first);
        first.forEach(workers::open);
    }

    @Override
    public void join(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.assign(next.keySet().stream()
                .map(partition -> new TopicPartition(topic, partition))
                .toList());
        goBackIfBeyond(consumer);
        next.forEach((partition, offset) -> {
            if (!workers.partitions().contains(partition)) {
                workers.open(partition, offset);
            }
            consumer.seek(new TopicPartition(topic, partition), offset);
        });
    }

    /** Restarts a partition at its beginning if its next offset was trimmed, or lies beyond the end. */
    private void goBackIfBeyond(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> oldest = consumer.beginningOffsets(consumer.assignment());
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        oldest.forEach((partition, begin) -> {
            long offset = next.getOrDefault(partition.partition(), begin);
            if (offset < begin || offset > ends.getOrDefault(partition, offset)) {
                workers.abandon(List.of(partition.partition()));
                next.put(partition.partition(), begin);
            }
        });
    }

    @Override
    public void polled(KafkaConsumer<byte[], byte[]> consumer) {
        // Nothing that outlives the process needs to be found again.
    }

    @Override
    public void leave(KafkaConsumer<byte[], byte[]> consumer) {
        next.putAll(workers.close(workers.partitions(), GRACE));
    }

    @Override
    public void lost() {
        next.putAll(workers.next());
        workers.abandon(workers.partitions());
    }
}
