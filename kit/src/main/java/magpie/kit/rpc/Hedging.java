package magpie.kit.rpc;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledExecutorService;
import magpie.kit.loop.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hedges reads: asks again, usually another peer, after a second without an answer, and takes the first answer. So
 * calls to a peer that begins to hang still succeed. Changes are retried by {@link Tries}. gRPC's own hedging took 9 %
 * of the CPU of a gateway that served feeds; here a call is one entry of a queue, which is scanned ten times a second
 * while it has any.
 */
final class Hedging implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Hedging.class);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration LOOKS = Duration.ofMillis(100);

    /** In the order of their last attempt. Ended calls stay for a second, but hold nothing any more. */
    private final Queue<Attempts> asked = new ConcurrentLinkedQueue<>();

    private final Watch watch;

    Hedging(ScheduledExecutorService timer) {
        this.watch = new Watch(timer, LOOKS, "rpc-hedging", this::look, () -> !asked.isEmpty());
    }

    /** Watches a call that was just made. */
    void watch(Attempts attempts) {
        asked.add(attempts);
        watch.start();
    }

    /** Stops scanning; calls under way are not hedged any more. */
    @Override
    public void close() {
        watch.close();
    }

    private void look() {
        long now = System.nanoTime();
        for (Attempts oldest = asked.peek();
                oldest != null && now - oldest.since() >= PATIENCE_NANOS;
                oldest = asked.peek()) {
            asked.remove();
            if (isMadeAgain(oldest)) {
                asked.add(oldest);
            }
        }
    }

    /** Never throws, as that would cancel the timer. */
    private static boolean isMadeAgain(Attempts attempts) {
        try {
            return attempts.makeAgain();
        } catch (RuntimeException e) {
            log.warn("a call could not be hedged", e);
            return false;
        }
    }
}
