package magpie.kit.loop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs rounds of work on its own thread until {@link #end} is called. Nothing else ends it: a failed round, whatever
 * the cause, is logged, and the next one follows with backoff; an interrupt that does not belong to the end is a
 * mistake and at most cuts a wait short. Should the thread die anyway, {@link Vitals} learns of it.
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

    /** The work; all methods run on the loop's thread. */
    public interface Body {
        /** Waits for work, then does it. Must not wait long if interrupts are not used to end it. */
        void round() throws InterruptedException;

        /** Whether a loop that is ending continues because promised work is left. */
        default boolean hasMore() {
            return false;
        }

        /** Reports a failed round. Not called for failures caused by the end itself. */
        default void failed(String name, Throwable reason) {
            log.error("unexpected error in {}; continuing", name, reason);
        }

        /** Called after the last round; nothing that waits is done any more. */
        default void ended() {}
    }

    private Loop(Thread.Builder builder, Body body) {
        this.body = body;
        this.thread = builder.unstarted(() -> vitals.watching(this::run));
    }

    /** Makes a loop on a thread not yet started, which has a name. */
    public static Loop of(Thread.Builder builder, Body body) {
        return new Loop(builder, body);
    }

    /** Wraps a task for a timer, which would silently cancel one that throws. */
    public static Runnable surviving(String name, Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                log.error("unexpected error in {}; continuing", name, e);
            }
        };
    }

    /** Starts the first round. */
    public Loop start() {
        thread.start();
        return this;
    }

    /** Requests the end: the round under way is the last one, unless more was promised. Returns at once. */
    public void end() {
        ending.countDown();
    }

    /** Requests the end and interrupts the round's wait. */
    public void interrupt() {
        end();
        thread.interrupt();
    }

    /** Whether the end was requested. */
    public boolean isEnding() {
        return ending.getCount() == 0;
    }

    /** Whether the caller is the loop itself, which must not wait for itself. */
    public boolean isHere() {
        return Thread.currentThread().equals(thread);
    }

    /** Waits until the last round, if any, is over; false on timeout, or if the caller was interrupted. */
    public boolean join(Duration limit) {
        try {
            return thread.getState() == Thread.State.NEW || thread.join(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Pauses within a round; the end cuts it short. */
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
