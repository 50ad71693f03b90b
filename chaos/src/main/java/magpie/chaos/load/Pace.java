package magpie.chaos.load;

import java.util.concurrent.locks.LockSupport;

/** Limits the rate of starts, evenly spaced; time in which nothing could start is not caught up on. */
public final class Pace {
    private final long interval;
    private long next = System.nanoTime();

    public Pace(int rate) {
        this.interval = 1_000_000_000L / rate;
    }

    /** Waits for the next turn. */
    public void await() {
        long turn = turn(System.nanoTime());
        for (long left = turn - System.nanoTime(); left > 0; left = turn - System.nanoTime()) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private synchronized long turn(long now) {
        next = Math.max(next + interval, now);
        return next;
    }
}
