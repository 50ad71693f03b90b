package magpie.kit.log;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import magpie.api.Empty;
import magpie.api.ServiceException;
import magpie.api.log.Batch;
import magpie.api.log.Read;
import magpie.api.log.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic for one consumer, on a thread of its own. Events are given in order; they may finish out of order, and
 * the offset that is saved is the last one before which all is done: a crash loses nothing, it repeats. An event that
 * fails {@value #TRIES} times is set aside and the rest goes on; while something it needs is away, it is tried for ever. At most {@value #IN_FLIGHT} events are under way.
 */
public final class ConsumerLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConsumerLoop.class);
    private static final int TRIES = 5;
    private static final int IN_FLIGHT = 1_024;
    private static final int BATCH = 500;
    private static final int WAIT_MILLIS = 1_000;

    private final String name;
    private final EventCodec codec;
    private final Topics topics;
    private final Progress progress;
    private final Consumer consumer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final ArrayDeque<InFlight> inFlight = new ArrayDeque<>();
    private final Thread thread;
    private volatile boolean closed;
    private long done;
    private long saved;
    private long seenEnd;

    private ConsumerLoop(
            String name, EventCodec codec, Topics topics, Progress progress, Consumer consumer, MeterRegistry meters) {
        this.name = name;
        this.codec = codec;
        this.topics = topics;
        this.progress = progress;
        this.consumer = consumer;
        this.done = progress.load();
        this.saved = done;
        this.seenEnd = done;
        meters.gauge("magpie_log_lag", Tags.of("consumer", name, "topic", codec.topic()), this, ConsumerLoop::lag);
        meters.gauge(
                "magpie_log_poison",
                Tags.of("consumer", name, "topic", codec.topic()),
                progress,
                p -> p.aside().size());
        this.thread = Thread.ofVirtual()
                .name("consumer-" + name + "-" + codec.topic())
                .unstarted(this::run);
    }

    /** Starts a consumer after the offset that its progress names. */
    public static ConsumerLoop start(
            String name, EventCodec codec, Topics topics, Progress progress, Consumer consumer, MeterRegistry meters) {
        ConsumerLoop loop = new ConsumerLoop(name, codec, topics, progress, consumer, meters);
        loop.thread.start();
        return loop;
    }

    /** Who consumes, for metrics and the operator. */
    public String name() {
        return name;
    }

    /** What is consumed. */
    public String topic() {
        return codec.topic();
    }

    /** The offset up to which all is done. */
    public long position() {
        lock.lock();
        try {
            return done;
        } finally {
            lock.unlock();
        }
    }

    /** The events that were set aside. */
    public List<Progress.Aside> aside() {
        return progress.aside();
    }

    /** Gives an event that was set aside, or any other, to the consumer once more and waits. */
    public void replay(Batch.Entry entry) throws InterruptedException {
        InFlight event = new InFlight(entry);
        attempt(event);
        lock.lock();
        try {
            while (!event.finished) {
                moved.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all events that the topic has at this moment are done. */
    public boolean settle(Duration limit) throws InterruptedException {
        long end = topics.ends(Empty.EMPTY).offsets().getOrDefault(codec.topic(), 0L);
        long deadline = System.nanoTime() + limit.toNanos();
        lock.lock();
        try {
            while (done < end) {
                if (moved.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Stops reading; what is under way may finish, and comes again where it did not. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        save();
    }

    private double lag() {
        lock.lock();
        try {
            return Math.max(0, seenEnd - done);
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        long backoffMillis = 50;
        long position = done;
        while (!closed) {
            try {
                Batch batch = topics.read(new Read(codec.topic(), position, BATCH, WAIT_MILLIS));
                for (Batch.Entry entry : batch.events()) {
                    give(entry);
                    position = entry.offset();
                }
                save();
                backoffMillis = 50;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!closed) {
                    log.warn("consumer {} cannot read {}: {}", name, codec.topic(), e.toString());
                    pause(backoffMillis);
                    backoffMillis = Math.min(5_000, backoffMillis * 2);
                }
            }
        }
    }

    private void give(Batch.Entry entry) throws InterruptedException {
        InFlight event = new InFlight(entry);
        lock.lock();
        try {
            while (inFlight.size() >= IN_FLIGHT) {
                moved.await();
            }
            seenEnd = Math.max(seenEnd, entry.offset());
            inFlight.add(event);
        } finally {
            lock.unlock();
        }
        attempt(event);
    }

    /** Tries an event until the consumer takes it, with growing pauses; then it is the consumer's to acknowledge. */
    private void attempt(InFlight event) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                consumer.accept(codec.read(event.entry), event);
                return;
            } catch (RuntimeException e) {
                if (attempt >= TRIES && !(e instanceof ServiceException fault && fault.isPassing())) {
                    event.failed(e);
                    return;
                }
                log.warn(
                        "{} failed on {} {} (try {}): {}",
                        name,
                        codec.topic(),
                        event.entry.offset(),
                        attempt,
                        e.toString());
                Thread.sleep(Math.min(2_000, 10L << Math.min(8, attempt)));
            }
        }
    }

    private void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void save() {
        long offset = position();
        if (offset > saved) {
            progress.save(offset);
            saved = offset;
        }
    }

    /** Moves the done offset over every finished event at the head. */
    private void advance(InFlight event) {
        lock.lock();
        try {
            event.finished = true;
            while (!inFlight.isEmpty() && inFlight.peek().finished) {
                done = inFlight.remove().entry.offset();
            }
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private final class InFlight implements Consumer.Ack {
        private final Batch.Entry entry;
        private boolean finished;

        InFlight(Batch.Entry entry) {
            this.entry = entry;
        }

        @Override
        public void done() {
            advance(this);
        }

        @Override
        public void failed(Throwable reason) {
            log.error("{} set {} {} aside", name, codec.topic(), entry.offset(), reason);
            progress.setAside(entry, reason.toString());
            advance(this);
        }
    }
}
