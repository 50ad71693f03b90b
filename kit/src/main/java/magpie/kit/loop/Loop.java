package magpie.kit.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that goes on in rounds, on a thread of its own, until {@link #end} is called. Nothing else ends it: a round that
 * fails, in whatever way, is told, and the next one comes after a pause that grows; an interrupt that does not come with
 * the end is somebody's mistake and ends a wait at most. Should the thread end all the same, {@link Vitals} learns of it.
 */
public final class Loop {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Body body;
    private final Vitals vitals = Vitals.current();
    private final Thread thread;
    private final CountDownLatch ending = new CountDownLatch(1);
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    /** What is done; all of it on the loop's thread. */
    public interface Body {
        /** Waits for work, not for too long where an interrupt does not come with the end, and does it. */
        void round() throws InterruptedException;

        /** Whether a loop that is to end goes on, for there is work that was promised. */
        default boolean hasMore() {
            return false;
        }

        /** A round failed; tells of it. Not called for what the end itself brings about. */
        default void failed(String name, Throwable reason) {
            log.error("{} failed, which nobody foresaw, and goes on", name, reason);
        }

        /** It was the last round; nothing of what waits is done any more. */
        default void ended() {}
    }

    private Loop(Thread.Builder builder, Body body) {
        this.body = body;
        this.thread = builder.unstarted(() -> vitals.watching(this::run));
    }

    /** A loop on a thread yet to be started, which has a name. */
    public static Loop of(Thread.Builder builder, Body body) {
        return new Loop(builder, body);
    }

    /** For timers, which end a chore in silence when it throws: one that does not. */
    public static Runnable surviving(String name, Runnable chore) {
        return () -> {
            try {
                chore.run();
            } catch (RuntimeException | Error e) {
                log.error("{} failed, which nobody foresaw, and goes on", name, e);
            }
        };
    }

    /** Begins the first round. */
    public Loop start() {
        thread.start();
        return this;
    }

    /** Asks for the end: the round under way is the last one, unless more was promised. Returns at once. */
    public void end() {
        ending.countDown();
    }

    /** The same for a round that waits: what it waits for is interrupted. */
    public void interrupt() {
        end();
        thread.interrupt();
    }

    /** Whether the end was asked for. */
    public boolean isEnding() {
        return ending.getCount() == 0;
    }

    /** Whether the caller is the loop itself, which must not wait for itself. */
    public boolean isHere() {
        return Thread.currentThread().equals(thread);
    }

    /** Waits until the last round is over; false when it is not in time, or the caller was interrupted. */
    public boolean join(Duration limit) {
        try {
            return thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Within a round: a pause, which the end cuts short. */
    public void pause(Duration time) throws InterruptedException {
        boolean _ = ending.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void run() {
        Throwable reason = null;
        try {
            while (!isEnding() || body.hasMore()) {
                round();
            }
        } catch (Throwable e) {
            reason = e;
        } finally {
            over(reason);
        }
    }

    private void round() {
        long began = System.nanoTime();
        try {
            body.round();
            pauseMillis = FIRST_PAUSE_MILLIS;
        } catch (InterruptedException e) {
            log.debug("{} was interrupted", thread.getName(), e);
        } catch (Throwable e) {
            failed(e, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
        }
        if (!isEnding()) {
            Thread.interrupted();
        }
    }

    private void failed(Throwable reason, long tookMillis) {
        Thread.interrupted();
        if (isEnding()) {
            log.debug("{} failed at its end", thread.getName(), reason);
            return;
        }
        body.failed(thread.getName(), reason);
        pauseMillis = tookMillis > LONGEST_PAUSE_MILLIS ? FIRST_PAUSE_MILLIS : pauseMillis;
        try {
            pause(Duration.ofMillis(pauseMillis));
        } catch (InterruptedException e) {
            log.debug("{} was interrupted", thread.getName(), e);
        }
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, 2 * pauseMillis);
    }

    private void over(@Nullable Throwable reason) {
        boolean early = !isEnding();
        end();
        try {
            body.ended();
        } finally {
            if (early || reason != null) {
                vitals.ended(thread.getName(), String.valueOf(reason));
            }
        }
    }
}
