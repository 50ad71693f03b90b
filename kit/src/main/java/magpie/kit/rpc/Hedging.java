package magpie.kit.rpc;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import magpie.kit.loop.Loop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What changes nothing is asked again after a second without an answer, mostly of another peer, and the first answer counts:
 * the calls that a peer had when it began to hang end well too. Changes are made again by {@link Tries}. gRPC has the like, which was 9 % of the CPU of a gateway that
 * served feeds: here a call is one entry of a queue, which is looked at ten times a second.
 */
final class Hedging implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Hedging.class);
    private static final long PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long LOOK_MILLIS = 100;

    /** In the order in which they were asked last, ended ones too: for a second, and by then they hold nothing any more. */
    private final Queue<Attempts> asked = new ConcurrentLinkedQueue<>();

    private final Future<?> looking;

    Hedging(ScheduledExecutorService timer) {
        this.looking = timer.scheduleWithFixedDelay(
                Loop.surviving("rpc-hedging", this::look), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** A call that was just made. */
    void watch(Attempts attempts) {
        asked.add(attempts);
    }

    /** Ends the looking; calls under way are asked no further. */
    @Override
    public void close() {
        looking.cancel(false);
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

    /** Never throws, for that would end the looking. */
    private static boolean isMadeAgain(Attempts attempts) {
        try {
            return attempts.makeAgain();
        } catch (RuntimeException e) {
            log.warn("a call could not be made again", e);
            return false;
        }
    }
}
