package magpie.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import magpie.api.log.Batch;
import magpie.kit.log.Delivery;
import magpie.kit.log.Progress;
import magpie.kit.log.Subscription;
import magpie.kit.log.TransientProgress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A topic as every process has it for itself: nothing is kept, what was set aside neither. */
final class BroadcastSubscription implements Subscription {
    private static final Logger log = LoggerFactory.getLogger(BroadcastSubscription.class);
    private static final long LOOK_MILLIS = 20;

    private final String name;
    private final String topic;
    private final Offsets offsets;
    private final Delivery delivery;
    private final TransientProgress deadLetters;
    private final PartitionWorkers workers;
    private final PollLoop loop;

    /** Reads from offsets on, by partition. */
    BroadcastSubscription(
            String name,
            String topic,
            Offsets offsets,
            Map<Integer, Long> first,
            Clients clients,
            Delivery delivery,
            MeterRegistry meters) {
        this.name = name;
        this.topic = topic;
        this.offsets = offsets;
        this.delivery = delivery;
        this.deadLetters = new TransientProgress(topic, 0);
        this.workers = new PartitionWorkers("worker-" + name + "-" + topic, delivery, this::setAside);
        this.loop = new PollLoop(
                "poll-" + name + "-" + topic,
                clients::reader,
                workers,
                new LoneMembership(offsets.topic(), workers, first));
        Tags tags = Tags.of("consumer", name, "topic", topic);
        meters.gauge("magpie_log_lag", tags, loop, PollLoop::lag);
        meters.gauge(
                "magpie_log_poison", tags, deadLetters, kept -> kept.aside().size());
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
        return Offsets.sum(workers.next());
    }

    @Override
    public long end() {
        return Offsets.sum(offsets.ends());
    }

    @Override
    public List<Progress.Aside> aside() {
        return deadLetters.aside();
    }

    @Override
    public void replay(Batch.Entry event) throws InterruptedException {
        CountDownLatch finished = new CountDownLatch(1);
        delivery.give(event, new PartitionWorker.Given(event, finished::countDown, () -> {}, this::setAside));
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
        Map<Integer, Long> next = workers.next();
        return ends.entrySet().stream().allMatch(end -> next.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    private boolean setAside(Batch.Entry event, Throwable reason) {
        log.error("{} set {} {} aside", name, topic, event.offset(), reason);
        deadLetters.setAside(event, reason.toString());
        return true;
    }
}
