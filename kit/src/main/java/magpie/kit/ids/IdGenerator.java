package magpie.kit.ids;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import magpie.api.Ids;

/**
 * Generates ids that grow with time, see {@link Ids}. An id is never older than one generated before, also across
 * restarts (the high-water mark is kept with the data) and when the clock steps back: then ids run ahead of the clock
 * until it has caught up. More than 4,096 in one millisecond borrow from the next. Safe for all threads, without a
 * lock.
 */
public final class IdGenerator {
    private static final long SEQUENCES = 1L << Ids.WORKER_SHIFT;

    private final InstantSource clock;
    private final long worker;
    /** Milliseconds since the epoch and sequence of the last id, without the worker's bits. */
    private final AtomicLong last;

    /**
     * Generates ids for one worker.
     *
     * @param worker 0 to {@link Ids#MAX_WORKER}, leased by this process alone
     * @param highWater the newest id that may have been generated before; 0 for none
     */
    public IdGenerator(InstantSource clock, int worker, long highWater) {
        if (worker < 0 || worker > Ids.MAX_WORKER) {
            throw new IllegalArgumentException("worker: " + worker + " (expected: 0 to " + Ids.MAX_WORKER + ")");
        }
        this.clock = clock;
        this.worker = (long) worker << Ids.WORKER_SHIFT;
        this.last = new AtomicLong(tick(highWater));
    }

    /** The next id, greater than every one before. */
    public long next() {
        long now = (clock.millis() - Ids.EPOCH_MILLIS) << Ids.WORKER_SHIFT;
        return id(last.accumulateAndGet(now, (before, tick) -> Math.max(before + 1, tick)));
    }

    /** The newest id generated so far: what to keep as the high-water mark. */
    public long last() {
        return id(last.get());
    }

    private long id(long tick) {
        return (tick / SEQUENCES) << Ids.TIME_SHIFT | worker | tick % SEQUENCES;
    }

    private static long tick(long id) {
        return (id >>> Ids.TIME_SHIFT) << Ids.WORKER_SHIFT | id % SEQUENCES;
    }
}
