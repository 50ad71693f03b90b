package magpie.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import magpie.kit.log.Delivery;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The lanes of the partitions that one subscription has here. They change on the polling thread, and are read by all. */
final class PartitionWorkers {
    private final String name;
    private final Delivery delivery;
    private final PartitionWorker.Aside aside;
    private final Map<Integer, PartitionWorker> lanes = new ConcurrentSkipListMap<>();

    PartitionWorkers(String name, Delivery delivery, PartitionWorker.Aside aside) {
        this.name = name;
        this.delivery = delivery;
        this.aside = aside;
    }

    void open(int partition, long first) {
        lanes.put(partition, new PartitionWorker(name + "-" + partition, first, delivery, aside));
    }

    void add(ConsumerRecords<byte[], byte[]> events) {
        for (ConsumerRecord<byte[], byte[]> event : events) {
            PartitionWorker lane = lanes.get(event.partition());
            if (lane != null) {
                lane.add(event);
            }
        }
    }

    /** Pauses what is full and resumes what has room again. */
    void throttle(KafkaConsumer<byte[], byte[]> consumer) {
        Set<TopicPartition> paused = consumer.paused();
        for (TopicPartition partition : consumer.assignment()) {
            PartitionWorker lane = lanes.get(partition.partition());
            if (lane != null && lane.isFull() && !paused.contains(partition)) {
                consumer.pause(Set.of(partition));
            } else if (lane != null && lane.hasRoom() && paused.contains(partition)) {
                consumer.resume(Set.of(partition));
            }
        }
    }

    /**
     * Ends lanes, after what their consumer has at this moment is done, or the time is over.
     *
     * @return where to go on, by partition
     */
    Map<Integer, Long> close(Collection<Integer> partitions, Duration grace) {
        List<PartitionWorker> closing = lanes(partitions).toList();
        closing.forEach(PartitionWorker::stop);
        long deadline = System.nanoTime() + grace.toNanos();
        try {
            for (PartitionWorker lane : closing) {
                lane.awaitEnd(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Map<Integer, Long> next = new TreeMap<>(next());
        next.keySet().retainAll(partitions);
        lanes.keySet().removeAll(partitions);
        return next;
    }

    /** Ends all at once: what they have may be somebody else's already. */
    void abandon(Collection<Integer> partitions) {
        lanes(partitions).forEach(PartitionWorker::abandon);
        lanes.keySet().removeAll(partitions);
    }

    Set<Integer> partitions() {
        return new HashSet<>(lanes.keySet());
    }

    /** Where each goes on. */
    Map<Integer, Long> next() {
        Map<Integer, Long> next = new TreeMap<>();
        lanes.forEach((partition, lane) -> next.put(partition, lane.next()));
        return next;
    }

    /** How many events were read or are known to wait, and are not done. */
    long lag(KafkaConsumer<byte[], byte[]> consumer) {
        long lag = 0;
        for (TopicPartition partition : consumer.assignment()) {
            PartitionWorker lane = lanes.get(partition.partition());
            OptionalLong unread = consumer.currentLag(partition);
            if (lane != null && unread.isPresent()) {
                lag += Math.max(0, unread.getAsLong() + consumer.position(partition) - lane.next());
            }
        }
        return lag;
    }

    private Stream<PartitionWorker> lanes(Collection<Integer> partitions) {
        return partitions.stream().map(lanes::get).filter(Objects::nonNull);
    }
}
