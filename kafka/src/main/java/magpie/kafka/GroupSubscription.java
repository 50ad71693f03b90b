package magpie.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import magpie.api.ServiceException;
import magpie.api.log.Batch;
import magpie.kit.log.Delivery;
import magpie.kit.log.Progress;
import magpie.kit.log.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process's share of a topic that a group consumes. */
final class GroupSubscription implements Subscription {
    private static final Logger log = LoggerFactory.getLogger(GroupSubscription.class);
    private static final long LOOK_MILLIS = 50;

    private final String name;
    private final String topic;
    private final String group;
    private final Offsets offsets;
    private final Delivery delivery;
    private final DeadLetters deadLetters;
    private final PartitionWorkers workers;
    private final PollLoop loop;
    /** How many dead letters of this group are known. */
    private final AtomicInteger deadLetterCount = new AtomicInteger();

    /**
     * Joins the group.
     *
     * @param name the group's own name, without what all names in this Kafka begin with
     * @param topic the topic's own name
     * @param offsets of the topic, by its whole name
     */
    GroupSubscription(
            String name,
            String topic,
            String group,
            Offsets offsets,
            Clients clients,
            Delivery delivery,
            DeadLetters deadLetters,
            MeterRegistry meters) {
        this.name = name;
        this.topic = topic;
        this.group = group;
        this.offsets = offsets;
        this.delivery = delivery;
        this.deadLetters = deadLetters;
        this.workers = new PartitionWorkers("worker-" + name + "-" + topic, delivery, this::keepDeadLetter);
        this.loop = new PollLoop(
                "poll-" + name + "-" + topic,
                () -> clients.member(group),
                workers,
                new GroupMembership(offsets.topic(), workers));
        Tags tags = Tags.of("consumer", name, "topic", topic);
        meters.gauge("magpie_log_lag", tags, loop, PollLoop::lag);
        meters.gauge("magpie_log_poison", tags, deadLetterCount);
        Thread.startVirtualThread(this::countDeadLetters);
        loop.start();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String topic() {
        return topic;
    }

    @Override
    public long position() {
        return Offsets.sum(progress());
    }

    @Override
    public long end() {
        return Offsets.sum(offsets.ends());
    }

    @Override
    public List<Progress.Aside> aside() {
        List<Progress.Aside> found = deadLetters.list(name);
        deadLetterCount.set(found.size());
        return found;
    }

    @Override
    public void replay(Batch.Entry event) throws InterruptedException {
        CountDownLatch finished = new CountDownLatch(1);
        delivery.give(event, new PartitionWorker.Given(event, finished::countDown, () -> {}, this::keepDeadLetter));
        finished.await();
    }

    @Override
    public boolean settle(Duration limit) throws InterruptedException {
        Map<Integer, Long> ends = offsets.ends();
        long deadline = System.nanoTime() + limit.toNanos();
        while (!isPast(ends)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return true;
    }

    @Override
    public void close() {
        loop.close();
    }

    private boolean isPast(Map<Integer, Long> ends) {
        Map<Integer, Long> progress = progress();
        return ends.entrySet().stream().allMatch(end -> progress.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    /** By partition: what is done here, what was committed elsewhere, and else where the partition begins. */
    private Map<Integer, Long> progress() {
        Map<Integer, Long> progress = offsets.oldest();
        offsets.committed(group).forEach((partition, offset) -> progress.merge(partition, offset, Math::max));
        workers.next().forEach((partition, offset) -> progress.merge(partition, offset, Math::max));
        return progress;
    }

    private boolean keepDeadLetter(Batch.Entry event, Throwable reason) {
        log.error("{} set {} {} aside", name, topic, event.offset(), reason);
        boolean kept = deadLetters.keep(name, event, reason.toString());
        if (kept) {
            deadLetterCount.incrementAndGet();
        }
        return kept;
    }

    private void countDeadLetters() {
        try {
            aside();
        } catch (ServiceException e) {
            log.info("what {} set aside in {} is not known yet: {}", name, topic, e.safeMessage());
        }
    }
}
