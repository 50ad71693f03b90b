package magpie.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.ServiceException;
import magpie.api.log.Batch;
import magpie.kit.log.Delivery;
import magpie.kit.log.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's share of a topic that a group consumes. */
final class GroupSubscription extends KafkaSubscription {
    private static final Logger log = LoggerFactory.getLogger(GroupSubscription.class);

    private final String group;
    private final DeadLetters deadLetters;
    /** The number of this group's known dead letters. */
    private final AtomicInteger deadLetterCount = new AtomicInteger();

    /** Joins the group; see {@link KafkaSubscription} for the names. */
    GroupSubscription(
            String name,
            String topic,
            String group,
            Offsets offsets,
            Clients clients,
            Delivery delivery,
            DeadLetters deadLetters,
            MeterRegistry meters) {
        super(name, topic, offsets, delivery);
        this.group = group;
        this.deadLetters = deadLetters;
        meters.gauge("magpie_log_dead_letters", tags(), deadLetterCount);
        Thread.startVirtualThread(this::countDeadLetters);
        begin(() -> clients.member(group), new GroupMembership(offsets.topic(), workers), meters);
    }

    @Override
    public List<Progress.DeadLetter> deadLetters() {
        List<Progress.DeadLetter> found = deadLetters.list(name());
        deadLetterCount.set(found.size());
        return found;
    }

    /** By partition: what is done here, else what was committed elsewhere, else where the partition begins. */
    @Override
    Map<Integer, Long> progress() {
        Map<Integer, Long> progress = offsets.oldest();
        offsets.committed(group).forEach((partition, offset) -> progress.merge(partition, offset, Math::max));
        workers.next().forEach((partition, offset) -> progress.merge(partition, offset, Math::max));
        return progress;
    }

    @Override
    boolean keepDeadLetter(Batch.Entry event, String reason) {
        boolean kept = deadLetters.keep(name(), event, reason);
        if (kept) {
            deadLetterCount.incrementAndGet();
        }
        return kept;
    }

    private void countDeadLetters() {
        try {
            deadLetters();
        } catch (ServiceException e) {
            log.info("the dead letters of {} in {} are not known yet: {}", name(), topic(), e.safeMessage());
        }
    }
}
