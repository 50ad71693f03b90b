package magpie.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import magpie.api.ServiceException;
import magpie.kit.lease.Leases;
import magpie.kit.lease.RenewedLease;
import magpie.kit.log.Outbox;
import magpie.kit.log.Relay;
import magpie.kit.loop.Loop;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves an outbox into Kafka, on its own thread: a batch is sent in order, and only when Kafka has all of it is it
 * marked as sent and the next one begun. The lease holder does it; losing the lease stops it in the middle. While Kafka
 * is away the rows stay in the outbox, and publishing is not affected.
 */
final class KafkaRelay implements Relay, Loop.Body {
    private static final Logger log = LoggerFactory.getLogger(KafkaRelay.class);
    private static final String LEASE = "relay";
    private static final int BATCH = 1_000;
    /** The pause between looks, so that rows added meanwhile go as one batch. */
    private static final Duration LINGER = Duration.ofMillis(15);
    /** The pause after a look for other processes' rows that finds none; it backs off, as each look costs the store. */
    private static final Duration FIRST_LOOK = Duration.ofMillis(50);

    private static final Duration LAST_LOOK = Duration.ofMillis(500);
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private final String name;
    private final Outbox outbox;
    private final RenewedLease lease;
    private final RelayMeters meters;
    private final Clients clients;
    private final String prefix;
    private final Loop loop;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Rounds that found the outbox empty, or the lease held by another process. */
    private final AtomicLong idleRounds = new AtomicLong();

    private boolean woken;
    /** How many rows the last round moved. */
    private int moved;

    private Duration look = FIRST_LOOK;
    private volatile long closeBy;
    private @Nullable Sending sending;

    private KafkaRelay(
            String name, Outbox outbox, Leases leases, Clients clients, String prefix, MeterRegistry registry) {
        this.name = name;
        this.outbox = outbox;
        this.clients = clients;
        this.prefix = prefix;
        this.meters = new RelayMeters(registry, name);
        this.lease = RenewedLease.start(leases, LEASE);
        this.loop = Loop.of(Thread.ofPlatform().name("relay-" + name).daemon(), this);
    }

    static KafkaRelay start(
            String name, Outbox outbox, Leases leases, Clients clients, String prefix, MeterRegistry registry) {
        KafkaRelay relay = new KafkaRelay(name, outbox, leases, clients, prefix, registry);
        outbox.onAppend(relay::wake);
        relay.loop.start();
        return relay;
    }

    @Override
    public boolean settle(Duration limit) throws InterruptedException {
        // The round under way may have looked before the call; the one after it looks at all there is.
        long enough = idleRounds.get() + 2;
        long deadline = System.nanoTime() + limit.toNanos();
        lock.lock();
        try {
            while (idleRounds.get() < enough) {
                wake();
                if (changed.awaitNanos(deadline - System.nanoTime()) <= 0) {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isMoving() {
        return lease.isHeld();
    }

    @Override
    public void close() {
        closeBy = System.nanoTime() + DRAIN.toNanos();
        loop.end();
        wake();
        loop.join(DRAIN.plusSeconds(5));
        lease.close();
    }

    @Override
    public void round() throws InterruptedException {
        moved = move();
        look = moved > 0 ? FIRST_LOOK : longer(look, LAST_LOOK);
        if (!loop.isEnding() && moved < BATCH) {
            loop.pause(LINGER);
            await(look.minus(LINGER));
        }
    }

    @Override
    public boolean hasMore() {
        return moved > 0 && mayGoOn();
    }

    @Override
    public void failed(String thread, Throwable reason) {
        moved = 0;
        if (!(reason instanceof ServiceException || reason instanceof KafkaException)) {
            log.error("unexpected error in relay {}; continuing", name, reason);
        }
        meters.failed(reason);
        drop();
    }

    @Override
    public void ended() {
        drop();
    }

    private static Duration longer(Duration time, Duration longest) {
        Duration twice = time.multipliedBy(2);
        return twice.compareTo(longest) < 0 ? twice : longest;
    }

    /** Moves a batch and returns its size; 0 if there was nothing to do, or it stopped in the middle. */
    private int move() {
        if (!lease.isHeld()) {
            drop();
            meters.idle();
            if (lease.isDecided()) {
                roundWasIdle();
            }
            return 0;
        }
        List<Outbox.Row> rows = outbox.pending(BATCH);
        meters.pending(rows);
        if (rows.isEmpty()) {
            roundWasIdle();
            return 0;
        }
        if (sending().send(rows, this::mayGoOn)) {
            outbox.sent(rows);
            meters.sent(rows.size());
            return rows.size();
        }
        drop();
        return 0;
    }

    /**
     * May stop in the middle of a batch: its rows are not marked as sent, so they are sent again, here or elsewhere.
     */
    private boolean mayGoOn() {
        return lease.isHeld() && (!loop.isEnding() || System.nanoTime() - closeBy < 0);
    }

    private Sending sending() {
        Sending now = sending;
        if (now == null) {
            now = new Sending(clients.producer(), prefix, meters::stalled);
            sending = now;
        }
        return now;
    }

    /** Closes the producer with its unsent rows, so that resent rows do not arrive beside their first copies. */
    private void drop() {
        Sending before = sending;
        sending = null;
        if (before != null) {
            before.close();
        }
    }

    private void roundWasIdle() {
        lock.lock();
        try {
            idleRounds.incrementAndGet();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void await(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        lock.lock();
        try {
            while (!woken && changed.awaitNanos(deadline - System.nanoTime()) > 0) {
                // until somebody adds rows, or the time is over
            }
            woken = false;
        } finally {
            lock.unlock();
        }
    }
}
