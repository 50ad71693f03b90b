package magpie.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shares a topic with the other members of a group. The committed offset is the one before which all is done. In a
 * rebalance, a revoked partition finishes its events first, if that is quick, so that no event is under way in two
 * places. An assigned partition starts one window back and only remembers the ids there, so that an event which a relay
 * sent twice is recognised even if another member saw the first copy.
 */
final class GroupMembership implements PollLoop.Membership {
    private static final Logger log = LoggerFactory.getLogger(GroupMembership.class);
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final Duration COMMIT_LIMIT = Duration.ofSeconds(2);
    private static final long COMMIT_NANOS = Duration.ofMillis(250).toNanos();

    private final String topic;
    private final PartitionWorkers workers;
    private final Map<Integer, Long> committed = new HashMap<>();
    private long lastCommit = System.nanoTime();

    GroupMembership(String topic, PartitionWorkers workers) {
        this.topic = topic;
        this.workers = workers;
    }

    @Override
    public void join(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.subscribe(List.of(topic), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                assigned(consumer, new HashSet<>(partitions));
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                finish(consumer, numbers(partitions));
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                workers.abandon(numbers(partitions));
            }
        });
    }

    @Override
    public void polled(KafkaConsumer<byte[], byte[]> consumer) {
        if (System.nanoTime() - lastCommit < COMMIT_NANOS) {
            return;
        }
        lastCommit = System.nanoTime();
        Map<TopicPartition, OffsetAndMetadata> offsets = changed(workers.next());
        if (!offsets.isEmpty()) {
            consumer.commitAsync(offsets, (done, e) -> {
                if (e != null) {
                    log.debug("a commit of {} failed, the next one says the same", topic, e);
                    done.keySet().forEach(partition -> committed.remove(partition.partition()));
                }
            });
        }
    }

    @Override
    public void leave(KafkaConsumer<byte[], byte[]> consumer) {
        finish(consumer, workers.partitions());
    }

    @Override
    public void lost() {
        workers.abandon(workers.partitions());
        committed.clear();
    }

    private void assigned(KafkaConsumer<byte[], byte[]> consumer, Set<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> before = consumer.committed(partitions);
        Map<TopicPartition, Long> oldest = consumer.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            long begin = oldest.getOrDefault(partition, 0L);
            long end = ends.getOrDefault(partition, begin);
            long first = first(partition, before.get(partition), begin, end);
            consumer.seek(partition, Math.max(begin, first - SeenIds.WINDOW));
            workers.open(partition.partition(), first);
        }
    }

    /** If the topic ends before the committed offset, it is a different topic, and is read from its beginning. */
    private static long first(TopicPartition partition, @Nullable OffsetAndMetadata known, long begin, long end) {
        if (known == null || known.offset() < begin) {
            return begin;
        }
        if (known.offset() > end) {
            log.warn(
                    "a group is at {} of {}, which ends at {}: restarting at its beginning",
                    known.offset(),
                    partition,
                    end);
            return begin;
        }
        return known.offset();
    }

    private void finish(KafkaConsumer<byte[], byte[]> consumer, Collection<Integer> partitions) {
        Map<TopicPartition, OffsetAndMetadata> offsets = changed(workers.close(partitions, GRACE));
        partitions.forEach(committed::remove);
        if (offsets.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets, COMMIT_LIMIT);
        } catch (KafkaException e) {
            log.warn("the position in {} could not be committed, events will be redelivered: {}", topic, e.toString());
        }
    }

    private Map<TopicPartition, OffsetAndMetadata> changed(Map<Integer, Long> next) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        next.forEach((partition, offset) -> {
            Long last = committed.put(partition, offset);
            if (last == null || last < offset) {
                offsets.put(new TopicPartition(topic, partition), new OffsetAndMetadata(offset));
            }
        });
        return offsets;
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return new ArrayList<>(
                partitions.stream().map(TopicPartition::partition).toList());
    }
}
