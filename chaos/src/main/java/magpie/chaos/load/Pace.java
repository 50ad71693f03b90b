package magpie.chaos.load;

import java.util.concurrent.locks.LockSupport;

/** Lets so many a second begin, evenly; a time in which nothing could begin is not made up for. */
public final class Pace {
    private final long interval;
    private long next = System.nanoTime();

    public Pace(int rate) {
        this.interval = 1_000_000_000L / rate;
    }

    /** Waits for one's turn. */
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
