package magpie.gateway.http.admission;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import magpie.gateway.limit.Ledger;
import magpie.gateway.limit.Shares.Verdict;
import magpie.kit.loop.Loop;
import magpie.kit.loop.Watch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything that waits for a peer on the network: bodies that are arriving, answers that are not taken. Each has bytes
 * in the {@link Ledger} and a deadline; what comes and goes at once is never here. At a stop all deadlines are cut
 * short.
 */
public final class Waiting implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Waiting.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final long LAST_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private final Ledger ledger;
    private final Set<Wait> waits = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("http-deadlines").factory());
    private final Watch watch = new Watch(clock, TICK, "http-deadlines", this::look, () -> count() > 0);
    private volatile boolean closing;

    /** Counts bytes in this ledger. */
    public Waiting(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The peer that one waits for. */
    public record Party(String address, boolean known) {}

    /** One that waits. */
    public final class Wait {
        private final Party party;
        private final boolean taker;
        private final Runnable late;
        private final long since = System.nanoTime();
        private final AtomicBoolean over = new AtomicBoolean();
        private long bytes;
        private volatile long deadline;

        private Wait(Party party, boolean taker, long bytes, long nanos, Runnable late) {
            this.party = party;
            this.taker = taker;
            this.bytes = bytes;
            this.late = late;
            until(nanos);
        }

        /** Sets a deadline from now. */
        public void until(long nanos) {
            deadline = System.nanoTime() + (closing ? Math.min(nanos, LAST_NANOS) : nanos);
        }

        /** Extends the deadline. One thread at a time. */
        public void later(long nanos) {
            if (!closing) {
                until(deadline - System.nanoTime() + nanos);
            }
        }

        /** Counts more bytes; false if there is no room. One thread at a time. */
        public boolean more(long extra) {
            if (ledger.take(party.address(), strange(), extra) != Verdict.TAKEN) {
                return false;
            }
            bytes += extra;
            return true;
        }

        /** Ends the wait; idempotent. */
        public void end() {
            if (over.compareAndSet(false, true)) {
                waits.remove(this);
                ledger.giveBack(party.address(), strange(), bytes);
            }
        }

        private boolean strange() {
            return !taker && !party.known();
        }

        private void expire() {
            if (waits.remove(this)) {
                late.run();
            }
        }
    }

    /** Waits for a body; null if there is no room for one more. */
    @Nullable
    public Wait forSender(Party party, long bytes, long nanos, Runnable late) {
        return ledger.take(party.address(), !party.known(), bytes) == Verdict.TAKEN
                ? begun(new Wait(party, false, bytes, nanos, late))
                : null;
    }

    /**
     * Waits for somebody to take an answer; null if that address has too much untaken. If all together have, those that
     * have waited longest are cut off to make room.
     */
    @Nullable
    public Wait forTaker(Party party, long bytes, long nanos, Runnable late) {
        Verdict verdict = ledger.take(party.address(), false, bytes);
        while (verdict == Verdict.FULL && cutOffOldest()) {
            verdict = ledger.take(party.address(), false, bytes);
        }
        return verdict == Verdict.TAKEN ? begun(new Wait(party, true, bytes, nanos, late)) : null;
    }

    private Wait begun(Wait wait) {
        waits.add(wait);
        watch.start();
        if (closing) {
            wait.until(LAST_NANOS);
        }
        return wait;
    }

    private boolean cutOffOldest() {
        Optional<Wait> oldest = waits.stream().filter(wait -> wait.taker).min(Comparator.comparingLong(w -> w.since));
        oldest.ifPresent(wait -> {
            wait.expire();
            wait.end();
        });
        return oldest.isPresent();
    }

    private void look() {
        long now = System.nanoTime();
        for (Wait wait : waits) {
            if (now - wait.deadline > 0) {
                try {
                    wait.expire();
                } catch (RuntimeException e) { // one failure must not end the checks of all others
                    log.warn("a wait past its deadline could not be ended", e);
                }
            }
        }
    }

    /** Cuts all waits short at a stop, so that only work being done here holds it up. */
    public void hurry() {
        closing = true;
        waits.forEach(wait -> wait.until(Math.min(LAST_NANOS, wait.deadline - System.nanoTime())));
    }

    /** Runs a check periodically; a failed run is not the last. */
    public void every(long millis, Runnable look) {
        ScheduledFuture<?> _ =
                clock.scheduleWithFixedDelay(Loop.surviving("http-looks", look), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** The number of waits. */
    int count() {
        return waits.size();
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
