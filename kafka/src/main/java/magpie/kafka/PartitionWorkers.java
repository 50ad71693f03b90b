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
import magpie.kit.Waits;
import magpie.kit.log.Delivery;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** The workers of one subscription's partitions. The polling thread changes them; any thread may read them. */
final class PartitionWorkers {
    private final String name;
    private final Delivery delivery;
    private final PartitionWorker.DeadLetterBox deadLetters;
    private final Map<Integer, PartitionWorker> workers = new ConcurrentSkipListMap<>();

    PartitionWorkers(String name, Delivery delivery, PartitionWorker.DeadLetterBox deadLetters) {
        this.name = name;
        this.delivery = delivery;
        this.deadLetters = deadLetters;
    }

    void open(int partition, long first) {
        workers.put(partition, new PartitionWorker(name + "-" + partition, first, delivery, deadLetters));
    }

    void add(ConsumerRecords<byte[], byte[]> events) {
        for (ConsumerRecord<byte[], byte[]> event : events) {
            PartitionWorker worker = workers.get(event.partition());
            if (worker != null) {
                worker.add(event);
            }
        }
    }

    /** Pauses partitions whose workers are full and resumes those with room again. */
    void throttle(KafkaConsumer<byte[], byte[]> consumer) {
        Set<TopicPartition> paused = consumer.paused();
        for (TopicPartition partition : consumer.assignment()) {
            PartitionWorker worker = workers.get(partition.partition());
            if (worker != null && worker.isFull() && !paused.contains(partition)) {
                consumer.pause(Set.of(partition));
            } else if (worker != null && worker.hasRoom() && paused.contains(partition)) {
                consumer.resume(Set.of(partition));
            }
        }
    }

    /**
     * Ends workers once their consumers' events of this moment are done, or the grace period is over.
     *
     * @return the offset to resume from, by partition
     */
    Map<Integer, Long> close(Collection<Integer> partitions, Duration grace) {
        List<PartitionWorker> closing = workers(partitions).toList();
        closing.forEach(PartitionWorker::stop);
        long deadline = System.nanoTime() + grace.toNanos();
        Waits.unlessInterrupted(() -> {
            for (PartitionWorker worker : closing) {
                worker.awaitEnd(deadline);
            }
        });
        Map<Integer, Long> next = new TreeMap<>(next());
        next.keySet().retainAll(partitions);
        workers.keySet().removeAll(partitions);
        return next;
    }

    /** Ends all of them at once: their partitions may belong to another process already. */
    void abandon(Collection<Integer> partitions) {
        workers(partitions).forEach(PartitionWorker::abandon);
        workers.keySet().removeAll(partitions);
    }

    Set<Integer> partitions() {
        return new HashSet<>(workers.keySet());
    }

    /** The offset each resumes from. */
    Map<Integer, Long> next() {
        Map<Integer, Long> next = new TreeMap<>();
        workers.forEach((partition, worker) -> next.put(partition, worker.next()));
        return next;
    }

    /** The lag: events that were read or are known to wait, and are not done. */
    long lag(KafkaConsumer<byte[], byte[]> consumer) {
        long lag = 0;
        for (TopicPartition partition : consumer.assignment()) {
            PartitionWorker worker = workers.get(partition.partition());
            OptionalLong unread = consumer.currentLag(partition);
            if (worker != null && unread.isPresent()) {
                lag += Math.max(0, unread.getAsLong() + consumer.position(partition) - worker.next());
            }
        }
        return lag;
    }

    private Stream<PartitionWorker> workers(Collection<Integer> partitions) {
        return partitions.stream().map(workers::get).filter(Objects::nonNull);
    }
}
