package magpie.feed.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import magpie.feed.delivery.FanOut.Job;
import magpie.kit.Periodic;
import magpie.kit.Waits;

/**
 * Fan-outs whose followers came from a replica of the graph, which may lack the last follows, so they run again when
 * the first server answers. One at a time probes whether it does; then several run in parallel, leaving the queue to
 * new ones. Their events are not acknowledged before that, so a crash loses none; other events go on meanwhile.
 */
final class Owed implements AutoCloseable {
    /** Beyond this many the consumer waits instead of deferring more. */
    static final int MOST = 50_000;

    private static final int SIDE_BY_SIDE = 8;
    private static final Duration LOOKS = Duration.ofMillis(500);

    private final Consumer<Job> again;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition owing = lock.newCondition();
    private final Deque<Job> waiting = new ArrayDeque<>();
    private final Periodic looks;
    private int underWay;

    Owed(Consumer<Job> again, MeterRegistry meters) {
        this.again = again;
        Gauge.builder("magpie_feed_owed", this, Owed::size)
                .description("fan-outs that a replica of the graph gave followers to, and that are to be done again")
                .register(meters);
        this.looks = Periodic.start("feed-owed", LOOKS, this::look);
    }

    /** Takes a fan-out whose followers came from a replica, for the first time or again. */
    void owe(Job job) {
        boolean first = !job.isOwed();
        job.restart();
        lock.lock();
        try {
            owing.signal();
            if (!first) {
                underWay--;
                waiting.addFirst(job);
                return;
            }
            waiting.addLast(job);
            first = waiting.size() <= MOST;
        } finally {
            lock.unlock();
        }
        if (first) {
            job.ack().later();
        }
    }

    /** An owed fan-out is done, or never will be: others may follow. */
    void settled() {
        lock.lock();
        try {
            underWay--;
        } finally {
            lock.unlock();
        }
        start(SIDE_BY_SIDE);
    }

    /** Waits until there is something to try. */
    private void look() {
        Waits.orUnavailable(this::awaitOwed);
        start(1);
    }

    private boolean awaitOwed() throws InterruptedException {
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                owing.await();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void start(int most) {
        List<Job> started = new ArrayList<>(SIDE_BY_SIDE);
        lock.lock();
        try {
            while (underWay < most && !waiting.isEmpty()) {
                started.add(waiting.removeFirst());
                underWay++;
            }
        } finally {
            lock.unlock();
        }
        started.forEach(again);
    }

    private int size() {
        lock.lock();
        try {
            return waiting.size() + underWay;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        looks.close();
    }
}
