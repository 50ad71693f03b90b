package magpie.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import magpie.api.ServiceException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** The bounds of one topic's partitions, and a group's position. {@code UNAVAILABLE} when Kafka is away. */
record Offsets(Admin admin, String topic, int partitions) {
    private static final Duration LIMIT = Duration.ofSeconds(5);

    Map<Integer, Long> oldest() {
        return list(OffsetSpec.earliest());
    }

    Map<Integer, Long> ends() {
        return list(OffsetSpec.latest());
    }

    /** The offset of the first event at or after a time, by partition; the end where there is none. */
    Map<Integer, Long> since(long millis) {
        Map<Integer, Long> since = list(OffsetSpec.forTimestamp(millis));
        Map<Integer, Long> ends = ends();
        since.replaceAll((partition, offset) -> offset < 0 ? ends.getOrDefault(partition, 0L) : offset);
        return since;
    }

    /** A group's committed offsets, without partitions of which it has never finished an event. */
    Map<Integer, Long> committed(String group) {
        Map<TopicPartition, OffsetAndMetadata> found =
                asked(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<Integer, Long> committed = new TreeMap<>();
        found.forEach((partition, offset) -> {
            if (offset != null && partition.topic().equals(topic)) {
                committed.put(partition.partition(), offset.offset());
            }
        });
        return committed;
    }

    static long sum(Map<Integer, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    private Map<Integer, Long> list(OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            asked.put(new TopicPartition(topic, partition), which);
        }
        Map<TopicPartition, ListOffsetsResultInfo> found =
                asked(admin.listOffsets(asked).all());
        Map<Integer, Long> offsets = new TreeMap<>();
        found.forEach((partition, offset) -> offsets.put(partition.partition(), offset.offset()));
        return offsets;
    }

    /** Waits for an answer, with the timeout for calls at run time. */
    static <T> T asked(KafkaFuture<T> answer) {
        try {
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw ServiceException.unavailable("The event log does not answer.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ServiceException.unavailable("The wait was interrupted.", e);
        }
    }
}
