package magpie.kit.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import magpie.api.Empty;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.api.log.Topics;
import magpie.kit.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic for one consumer, on its own thread. Events are given in order and may finish out of order; the saved
 * offset is the last one before which all is done, so a crash loses nothing and repeats some. An event that cannot be
 * processed becomes a dead letter. At most {@value #IN_FLIGHT} events are under way. A position beyond the topic's end
 * is noticed at the start, and whenever nothing arrives.
 */
public final class ConsumerLoop implements Subscription {
    private static final Logger log = LoggerFactory.getLogger(ConsumerLoop.class);
    private static final int IN_FLIGHT = 1_024;
    private static final int BATCH = 500;
    private static final int WAIT_MILLIS = 2_000;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final String name;
    private final EventCodec codec;
    private final Topics topics;
    private final Progress progress;
    private final Delivery delivery;
    private final Watermark watermark;
    private final Loop loop;
    private volatile long seenEnd;
    /** The last event given to the consumer. */
    private long given;
    /** Whether the topic is known to reach that far. */
    private boolean isWithin;

    private long saved;

    private ConsumerLoop(
            String name, EventCodec codec, Topics topics, Progress progress, Consumer consumer, MeterRegistry meters) {
        this.name = name;
        this.codec = codec;
        this.topics = topics;
        this.progress = progress;
        this.delivery = new Delivery(name, codec, consumer, meters);
        this.saved = progress.load();
        this.watermark = new Watermark(saved);
        this.seenEnd = saved;
        this.given = saved;
        meters.gauge("magpie_log_lag", Tags.of("consumer", name, "topic", codec.topic()), this, ConsumerLoop::lag);
        meters.gauge(
                "magpie_log_dead_letters",
                Tags.of("consumer", name, "topic", codec.topic()),
                progress,
                p -> p.deadLetters().size());
        this.loop = Loop.of(Thread.ofVirtual().name("consumer-" + name + "-" + codec.topic()), new Reading());
    }

    /** Starts a consumer after the offset in its progress. */
    public static ConsumerLoop start(
            String name, EventCodec codec, Topics topics, Progress progress, Consumer consumer, MeterRegistry meters) {
        ConsumerLoop loop = new ConsumerLoop(name, codec, topics, progress, consumer, meters);
        loop.loop.start();
        return loop;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String topic() {
        return codec.topic();
    }

    @Override
    public long position() {
        return watermark.done();
    }

    @Override
    public long end() {
        return topics.ends(Empty.EMPTY).offsets().getOrDefault(codec.topic(), 0L);
    }

    @Override
    public List<Progress.DeadLetter> deadLetters() {
        return progress.deadLetters();
    }

    @Override
    public void replay(Batch.Entry event) throws InterruptedException {
        CountDownLatch finished = new CountDownLatch(1);
        delivery.give(event, new Given(event, finished::countDown, () -> {}));
        finished.await();
    }

    @Override
    public boolean settle(Duration limit) throws InterruptedException {
        return watermark.awaitDone(end(), System.nanoTime() + limit.toNanos());
    }

    @Override
    public void close() {
        loop.interrupt();
        loop.join(CLOSE_LIMIT);
        save();
    }

    private double lag() {
        return Math.max(0, seenEnd - position());
    }

    /** Reads one batch per round. */
    private final class Reading implements Loop.Body {
        @Override
        public void round() throws InterruptedException {
            if (!isWithin) {
                goBackIfBeyond(end());
                isWithin = true;
            }
            Batch batch = topics.read(new Read(codec.topic(), given, BATCH, WAIT_MILLIS));
            isWithin = !batch.events().isEmpty(); // or the producer may have restarted from an older copy
            for (Batch.Entry entry : batch.events()) {
                give(entry);
                given = entry.offset();
            }
            save();
        }

        @Override
        public void failed(String thread, Throwable reason) {
            isWithin = false;
            log.warn("consumer {} cannot read {}: {}", name, codec.topic(), reason.toString());
        }
    }

    /**
     * Goes back: the topic's store was restored from a copy older than this consumer's position. The topic has what it
     * had then, and new events reuse offsets that were used before.
     */
    private void goBackIfBeyond(long end) {
        if (given > end) {
            log.warn(
                    "consumer {} is at {} of {}, which ends at {}: resuming at that end",
                    name,
                    given,
                    codec.topic(),
                    end);
            watermark.restart(end);
            given = end;
            seenEnd = end;
            saved = end;
            progress.save(end);
        }
    }

    private void give(Batch.Entry entry) throws InterruptedException {
        Watermark.Begun begun = watermark.begin(entry.offset(), IN_FLIGHT);
        seenEnd = Math.max(seenEnd, entry.offset());
        delivery.give(entry, new Given(entry, begun::finish, begun::putOff));
    }

    private void save() {
        long offset = position();
        if (offset > saved) {
            progress.save(offset);
            saved = offset;
        }
    }

    /** An event that the consumer has; done or failed, it is finished. */
    private final class Given implements Consumer.Ack {
        private final Batch.Entry entry;
        private final Runnable end;
        private final Runnable later;

        Given(Batch.Entry entry, Runnable end, Runnable later) {
            this.entry = entry;
            this.end = end;
            this.later = later;
        }

        @Override
        public void done() {
            end.run();
        }

        @Override
        public void later() {
            later.run();
        }

        @Override
        public void failed(Throwable reason) {
            log.error("{} moved {} {} to its dead letters", name, codec.topic(), entry.offset(), reason);
            if (isKept(reason)) {
                end.run();
            } else {
                Thread.startVirtualThread(() -> keep(reason)); // the caller must not wait for this
            }
        }

        /** Retries until it is kept; if this stops before, the event comes again. */
        private void keep(Throwable reason) {
            boolean kept = false;
            while (!kept && !loop.isEnding()) {
                LockSupport.parkNanos(PAUSE.toNanos());
                kept = isKept(reason);
            }
            if (kept) {
                end.run();
            }
        }

        private boolean isKept(Throwable reason) {
            try {
                progress.keepDeadLetter(entry, reason.toString());
                return true;
            } catch (RuntimeException e) {
                log.warn(
                        "{} cannot move {} {} to its dead letters yet: {}",
                        name,
                        codec.topic(),
                        entry.offset(),
                        e.toString());
                return false;
            }
        }
    }
}
